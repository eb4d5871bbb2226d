/**
 * Several segments as one, or one without some of its customers, from their arrays: nothing is read of the customers
 * themselves. One piece is made and handed on after the other, so that it takes the memory of the largest piece.
 */
import { takeDense, withDense } from './dense-facets.ts';
import { type Dictionary, releaseDictionary } from './dictionary.ts';
import { mergeDictionaries } from './merge-dictionaries.ts';
import { mergeKeys } from './merge-keys.ts';
import { type MergedPlaces, mergePlaces, NO_PLACE } from './merge-places.ts';
import {
  COLUMNS,
  cut,
  denseParts,
  dictionaryParts,
  firstsPart,
  KEYS_PART,
  type Part,
} from './segment-parts.ts';
import type { SegmentSource } from './segment-source.ts';

/**
 * How many customers it has, and its parts, which are made as they are taken: the bytes of one are there until the next is
 * asked for.
 */
export function mergeSegments(sources: readonly SegmentSource[]): { docs: number; parts: Generator<Part> } {
  const places = mergePlaces(sources);
  return { docs: places.count, parts: mergedParts(sources, places) };
}

function* mergedParts(sources: readonly SegmentSource[], { count, to }: MergedPlaces): Generator<Part> {
  for (const name of COLUMNS) {
    const merged = new Uint32Array(count);
    for (const [at, { column }] of sources.entries()) move(column(name), to[at] as Uint32Array, merged);
    yield* cut(name, merged);
  }
  for (const name of ['names', 'others'] as const) {
    const merged = mergedOnce(
      sources.map(({ dictionary }) => dictionary(name)),
      to,
    );
    yield* dictionaryParts(name, merged);
    releaseDictionary(merged);
  }
  const facetsOf = ({ dictionary, dense }: SegmentSource, at: number) =>
    withDense(dictionary('facets'), dense(), (to[at] as Uint32Array).length);
  const { facets, dense } = takeDense(mergedOnce(sources.map(facetsOf), to), count);
  yield* dictionaryParts('facets', facets);
  yield* denseParts(dense);
  const firsts: string[] = [];
  for (const { first, block } of mergeKeys(sources, to)) {
    yield { name: KEYS_PART, part: firsts.length, data: block };
    firsts.push(first);
  }
  yield* firstsPart(firsts);
}

/** Each dictionary is read for this and for nothing else. */
function mergedOnce(dictionaries: readonly Dictionary[], to: readonly Uint32Array[]): Dictionary {
  const merged = mergeDictionaries(dictionaries, to);
  for (const one of dictionaries) releaseDictionary(one);
  return merged;
}

function move(from: Uint32Array, to: Uint32Array, into: Uint32Array): void {
  for (let place = 0; place < from.length; place += 1) {
    const next = to[place] as number;
    if (next !== NO_PLACE) into[next] = from[place] as number;
  }
}
