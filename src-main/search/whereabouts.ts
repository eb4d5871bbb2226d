/** In which segment, and at which place of it, the customer of each row is found. */
import { clearBit, hasBit, setBit } from './bits.ts';
import type { LoadedSegment } from './loaded-segment.ts';

const FIRST_ROOM = 1024;

/** Invariant: a customer counts in one segment at most; everywhere else they are dead. */
export class Whereabouts {
  /** Number of the segment below, 0 for none. */
  #slots = new Uint16Array(FIRST_ROOM);
  #places = new Uint32Array(FIRST_ROOM);
  readonly #segments: (LoadedSegment | null)[] = [null];

  get bytes(): number {
    return this.#slots.byteLength + this.#places.byteLength;
  }

  /** A segment whose customers count from now on, apart from those for whom `isOld` is true. */
  take(segment: LoadedSegment, isOld: (rid: number, place: number) => boolean): void {
    const slot = this.#freeSlot();
    this.#segments[slot] = segment;
    for (let place = 0; place < segment.rids.length; place += 1) {
      const rid = segment.rids[place] as number;
      if (isOld(rid, place)) kill(segment, place);
      else this.#put(rid, slot, place);
    }
  }

  /** The customer counts nowhere any more. */
  remove(rid: number): void {
    const segment = this.#segments[this.#slots[rid] ?? 0];
    if (!segment) return;
    kill(segment, this.#places[rid] as number);
    this.#slots[rid] = 0;
  }

  /** Runs the work as if these customers counted nowhere. */
  without<R>(rids: readonly number[], work: () => R): R {
    const hidden = rids.flatMap((rid) => {
      const dead = this.#segments[this.#slots[rid] ?? 0]?.dead;
      const place = this.#places[rid] as number;
      if (!dead || hasBit(dead, place)) return [];
      setBit(dead, place);
      return [{ dead, place }];
    });
    try {
      return work();
    } finally {
      for (const { dead, place } of hidden) clearBit(dead, place);
    }
  }

  /** Forgets a segment; those of its customers who still counted do no more. */
  leave(segment: LoadedSegment): void {
    const slot = this.#segments.indexOf(segment);
    if (slot < 1) return;
    for (const rid of segment.rids) if (this.#slots[rid] === slot) this.#slots[rid] = 0;
    this.#segments[slot] = null;
  }

  #put(rid: number, slot: number, place: number): void {
    this.remove(rid);
    if (rid >= this.#slots.length) this.#grow(rid + 1);
    this.#slots[rid] = slot;
    this.#places[rid] = place;
  }

  #grow(needed: number): void {
    const room = Math.max(needed, Math.ceil(this.#slots.length * 1.25));
    const [slots, places] = [new Uint16Array(room), new Uint32Array(room)];
    slots.set(this.#slots);
    places.set(this.#places);
    this.#slots = slots;
    this.#places = places;
  }

  #freeSlot(): number {
    const free = this.#segments.indexOf(null, 1);
    return free < 0 ? this.#segments.length : free;
  }
}

function kill(segment: LoadedSegment, place: number): void {
  if (hasBit(segment.dead, place)) return;
  setBit(segment.dead, place);
  segment.deadCount += 1;
}
