/**
 * Several dictionaries as one, of customers whose places changed. Pure.
 *
 * Invariant: a term that nobody has any more is not in it: it may be the name of somebody who was forgotten.
 */
import type { Dictionary } from './dictionary.ts';
import { NO_PLACE } from './merge-places.ts';

/** `to[source][place]` is the new place of each customer, or `NO_PLACE`. */
export function mergeDictionaries(sources: readonly Dictionary[], to: readonly Uint32Array[]): Dictionary {
  const sum = (of: (one: Dictionary) => number) => sources.reduce((all, one) => all + of(one), 0);
  const units = new Uint16Array(sum((one) => one.units.length));
  const ends = new Uint32Array(sum((one) => one.ends.length));
  const starts = new Uint32Array(ends.length);
  const postings = new Uint32Array(sum((one) => one.postings.length));
  const heads = sources.map(() => 0);
  let [terms, used, unit] = [0, 0, 0];
  for (let first = lowest(sources, heads); first >= 0; first = lowest(sources, heads)) {
    const source = sources[first] as Dictionary;
    const term = heads[first] as number;
    const from = used;
    let lists = 0;
    for (let at = first; at < sources.length; at += 1) {
      const other = sources[at] as Dictionary;
      const head = heads[at] as number;
      if (head >= other.ends.length - 1 || compareTerms(other, head, source, term) !== 0) continue;
      const before = used;
      used = moved(other, head, to[at] as Uint32Array, postings, used);
      if (used > before) lists += 1;
      heads[at] = head + 1;
    }
    if (used === from) continue;
    if (lists > 1) postings.subarray(from, used).sort();
    const text = source.units.subarray(source.ends[term], source.ends[term + 1]);
    units.set(text, unit);
    unit += text.length;
    terms += 1;
    ends[terms] = unit;
    starts[terms] = used;
  }
  // Given back at once, not copied: they were as big as all sources together.
  return {
    units: new Uint16Array(units.buffer.transfer(unit * Uint16Array.BYTES_PER_ELEMENT)),
    ends: cutTo(ends, terms + 1),
    starts: cutTo(starts, terms + 1),
    postings: cutTo(postings, used),
  };
}

function cutTo({ buffer }: Uint32Array<ArrayBuffer>, length: number): Uint32Array {
  return new Uint32Array(buffer.transfer(length * Uint32Array.BYTES_PER_ELEMENT));
}

/** Writes the new places of whoever has a term behind those that are there; returns where they end. */
function moved(
  { starts, postings }: Dictionary,
  term: number,
  to: Uint32Array,
  into: Uint32Array,
  from: number,
): number {
  let end = from;
  for (let at = starts[term] as number; at < (starts[term + 1] as number); at += 1) {
    const place = to[postings[at] as number] as number;
    if (place === NO_PLACE) continue;
    into[end] = place;
    end += 1;
  }
  return end;
}

/** The first source that has the lowest term; -1 when all are at their end. */
function lowest(sources: readonly Dictionary[], heads: readonly number[]): number {
  let best = -1;
  for (let at = 0; at < sources.length; at += 1) {
    const source = sources[at] as Dictionary;
    const head = heads[at] as number;
    if (head >= source.ends.length - 1) continue;
    if (best < 0 || compareTerms(source, head, sources[best] as Dictionary, heads[best] as number) < 0)
      best = at;
  }
  return best;
}

/** By UTF-16 units, as JavaScript compares texts. */
function compareTerms(one: Dictionary, term: number, other: Dictionary, there: number): number {
  const [from, start] = [one.ends[term] as number, other.ends[there] as number];
  const [length, size] = [(one.ends[term + 1] as number) - from, (other.ends[there + 1] as number) - start];
  const both = Math.min(length, size);
  for (let at = 0; at < both; at += 1) {
    const difference = (one.units[from + at] as number) - (other.units[start + at] as number);
    if (difference !== 0) return difference;
  }
  return length - size;
}
