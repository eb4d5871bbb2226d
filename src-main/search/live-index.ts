/**
 * The index as it is searched: segments of the file and, for whoever changed since, small ones in memory.
 *
 * Invariants
 * - A customer who was saved is found by the next question. While thousands are written at once it is behind, by what is
 *   taken over between questions.
 * - A segment of the file never has the last word about a customer who changed after it was built.
 */
import type { Connection } from '../storage-sqlite/connect.ts';
import { hasBit } from './bits.ts';
import type { BuildWish } from './build-operations.ts';
import { rowReader } from './index-rows.ts';
import { bytesOf, type LoadedSegment, loaded, release } from './loaded-segment.ts';
import { aliveIn, segmentsToMerge } from './merge-policy.ts';
import { NumbersList } from './numbers-list.ts';
import { type IndexRow, type Segment, SegmentBuilder } from './segment.ts';
import { KEYS_PART, readDead, readSegment } from './segment-parts.ts';
import { liveSegments, type Stamp } from './segment-store.ts';
import { Whereabouts } from './whereabouts.ts';

/** What the builder is to make one segment of, and the last change that it then knows of. */
export type BuildJob = BuildWish & { built: number };

/** Changed customers who are made into a segment anew with each change; two milliseconds of work. */
const FRESH = 128;
/** Changes that an opening may have to read once more. */
const FAR_BEHIND = 4096;
/** Blocks of keys of each segment that are kept at hand. */
const BLOCKS_KEPT = 16;

export class LiveIndex {
  readonly #db: Connection;
  readonly #where = new Whereabouts();
  readonly #fresh = new Map<number, IndexRow>();
  readonly #reader: ReturnType<typeof rowReader>;
  readonly #sql: ReturnType<typeof statements>;
  #segments: LoadedSegment[] = [];
  #freshSegment: LoadedSegment | null = null;
  #applied = 0;
  #last = 0;
  #signature = '';

  constructor(db: Connection) {
    this.#db = db;
    this.#reader = rowReader(db);
    this.#sql = statements(db);
  }

  /** What to search. */
  get segments(): readonly LoadedSegment[] {
    return this.#freshSegment ? [...this.#segments, this.#freshSegment] : this.#segments;
  }

  /** The last change that is in the index. */
  get applied(): number {
    return this.#applied;
  }

  /** The last change that there was when it was last brought up to date. */
  get last(): number {
    return this.#last;
  }

  /** Bytes of memory that the arrays take. */
  get bytes(): number {
    return this.segments.reduce((sum, segment) => sum + bytesOf(segment), this.#where.bytes);
  }

  /** Runs the work as if these customers were not in the index: neither found nor counted. */
  without<R>(rids: readonly number[], work: () => R): R {
    return this.#where.without(rids, work);
  }

  /**
   * Takes over so many changes at most, or none where there are more and `unlessMore`. True when some are left. Within one
   * read transaction of the connection.
   */
  catchUp(most: number, unlessMore = false): boolean {
    if (this.#isGone()) for (const _ of this.takeSegments());
    this.#last = (this.#sql.last.get() as number | undefined) ?? 0;
    if (this.#last === this.#applied) return false;
    if (this.#last < this.#applied) this.#startOver();
    const changes = this.#sql.changes.all(this.#applied, most + 1) as { seq: number; rid: number }[];
    const more = changes.length > most;
    if (more && unlessMore) return true;
    changes.length = Math.min(changes.length, most);
    for (const { rid } of changes) this.#renew(rid);
    this.#applied = changes.at(-1)?.seq ?? (this.#last || this.#applied);
    this.#makeFresh();
    return more;
  }

  /** Loads segments that the file has and this index has not, and drops those that the file has no more. */
  *takeSegments(): Generator<undefined> {
    const wanted = liveSegments(this.#db);
    const known = new Set(this.#segments.map(({ n }) => n));
    for (const { n, built } of wanted) {
      if (known.has(n)) continue;
      const segment = yield* readSegment(this.#db, n);
      this.#take(segment, n, built);
    }
    const kept = new Set(wanted.map(({ n }) => n));
    this.#drop((segment) => segment.n > 0 && !kept.has(segment.n));
    this.#drop((segment) => segment.n === 0 && segment.deadCount === segment.rids.length);
    this.#signature = String(this.#sql.signature.get());
  }

  /** True when the file has other segments than this index. */
  get isBehind(): boolean {
    return String(this.#sql.signature.get()) !== this.#signature;
  }

  /** The segment that should be made now: of all that is in memory only, with those of the file that are no bigger. */
  nextJob(idle: boolean): BuildJob | null {
    const inMemory = this.segments.filter(({ n }) => n === 0);
    const replaced = segmentsToMerge(
      inMemory.reduce((sum, segment) => sum + aliveIn(segment), 0),
      this.#segments.filter(({ n }) => n > 0),
      idle,
    );
    if (replaced === null) return null;
    const rids = new NumbersList();
    for (const { rids: all, dead } of inMemory) {
      for (let place = 0; place < all.length; place += 1)
        if (!hasBit(dead, place)) rids.push(all[place] as number);
    }
    return {
      rids: rids.values().slice().sort(),
      built: this.#applied,
      // A copy: the index goes on while the segment is made.
      replaced: replaced.map(({ n, dead }) => ({ n, dead: dead.slice() })),
    };
  }

  /** What brings segments up to date that are far behind what the newest one knows. */
  nextStamps(): Stamp[] {
    const inFile = this.#segments.filter(({ n }) => n > 0);
    const built = Math.max(0, ...inFile.map((segment) => segment.built));
    return inFile
      .filter((segment) => built - segment.built > FAR_BEHIND)
      .map((segment) => {
        segment.built = built;
        return { n: segment.n, built, dead: new Uint8Array(segment.dead.slice().buffer) };
      });
  }

  /** A purge rewrites segments at once and leaves none of the old behind. */
  #isGone(): boolean {
    if (!this.isBehind) return false;
    const there = new Set(this.#sql.numbers.all() as number[]);
    return this.#segments.some(({ n }) => n > 0 && !there.has(n)) || this.#segments.length === 0;
  }

  #take(segment: Segment, n: number, built: number): void {
    const blocks = this.#sql.block;
    const blockAt = lastOf(
      (block: number) => (blocks.get(n, KEYS_PART, block) as Uint8Array | undefined) ?? null,
    );
    const changed = new Set(this.#sql.changedAfter.all(built) as number[]);
    const ready = loaded(segment, { n, built, blockAt });
    const dead = readDead(this.#db, n);
    this.#where.take(ready, (rid, place) => changed.has(rid) || (dead !== null && hasBit(dead, place)));
    this.#segments.push(ready);
    this.#applied = Math.max(this.#applied, built);
    if (this.#fresh.size === 0) return;
    for (const [place, rid] of segment.rids.entries())
      if (!hasBit(ready.dead, place)) this.#fresh.delete(rid);
    this.#makeFresh();
  }

  /** The tables were made anew. */
  #startOver(): void {
    this.#drop(() => true);
    this.#fresh.clear();
    this.#applied = 0;
  }

  #drop(isToGo: (segment: LoadedSegment) => boolean): void {
    const gone = this.#segments.filter(isToGo);
    this.#segments = this.#segments.filter((segment) => !gone.includes(segment));
    for (const segment of gone) {
      this.#where.leave(segment);
      release(segment);
    }
  }

  #renew(rid: number): void {
    this.#where.remove(rid);
    const row = this.#reader.row(rid);
    if (row) this.#fresh.set(rid, row);
    else this.#fresh.delete(rid);
  }

  #makeFresh(): void {
    if (this.#freshSegment) this.#where.leave(this.#freshSegment);
    this.#freshSegment = null;
    if (this.#fresh.size === 0) return;
    const builder = new SegmentBuilder();
    for (const row of this.#fresh.values()) builder.add(row);
    const { blocks, ...segment } = builder.make();
    const blockAt = (block: number) => blocks[block] ?? null;
    const made = loaded(segment, { n: 0, built: this.#applied, blockAt });
    this.#where.take(made, () => false);
    if (this.#fresh.size < FRESH) {
      this.#freshSegment = made;
      return;
    }
    this.#segments.push(made);
    this.#fresh.clear();
  }
}

/** Keeps the last answers: a key is looked for whole first, and then as a beginning. */
function lastOf(read: (block: number) => Uint8Array | null): (block: number) => Uint8Array | null {
  const last = new Map<number, Uint8Array | null>();
  return (block) => {
    const known = last.get(block);
    if (known) return known;
    const found = read(block);
    if (last.size >= BLOCKS_KEPT) last.clear();
    last.set(block, found);
    return found;
  };
}

function statements(db: Connection) {
  return {
    last: db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'search_change'").pluck(),
    changes: db.prepare('SELECT seq, rid FROM search_change WHERE seq > ? ORDER BY seq LIMIT ?'),
    changedAfter: db.prepare('SELECT rid FROM search_change WHERE seq > ?').pluck(),
    signature: db.prepare("SELECT count(*) || ' ' || total(n * (1 + ready)) FROM search_segment").pluck(),
    numbers: db.prepare('SELECT n FROM search_segment').pluck(),
    block: db.prepare('SELECT data FROM search_part WHERE segment = ? AND name = ? AND part = ?').pluck(),
  };
}
