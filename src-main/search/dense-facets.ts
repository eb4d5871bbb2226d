/**
 * Facets that many customers of a segment have, as one bit a customer: smaller than a list of them, and ready to be laid
 * over other sets.
 */
import { type Bits, countBits, hasBit, lanesOf, setAll } from './bits.ts';
import { type Dictionary, dictionaryOf, termAt, termCount, withoutTerms } from './dictionary.ts';

export type DenseFacets = {
  names: string[];
  /** The sets one after the other. */
  bits: Uint32Array;
};

/** One customer of so many, and a bit for each is less than a list. */
const DENSE = 32;

/** Takes the frequent terms out of a dictionary of facets. */
export function takeDense(
  dictionary: Dictionary,
  places: number,
): { dense: DenseFacets; facets: Dictionary } {
  const { starts, postings } = dictionary;
  const terms = Array.from({ length: termCount(dictionary) }, (_, term) => term).filter(
    (term) => ((starts[term + 1] as number) - (starts[term] as number)) * DENSE > places,
  );
  const lanes = lanesOf(places);
  const bits = new Uint32Array(lanes * terms.length);
  for (const [at, term] of terms.entries()) {
    setAll(
      bits.subarray(at * lanes, (at + 1) * lanes),
      postings,
      starts[term] as number,
      starts[term + 1] as number,
    );
  }
  const names = terms.map((term) => termAt(dictionary, term));
  return { dense: { names, bits }, facets: withoutTerms(dictionary, new Set(terms)) };
}

/** The dictionary with the frequent terms as lists again: the way back from `takeDense`. */
export function withDense(facets: Dictionary, { names, bits }: DenseFacets, places: number): Dictionary {
  const lanes = lanesOf(places);
  const rare = Array.from({ length: termCount(facets) }, (_, term) => ({
    text: termAt(facets, term),
    list: facets.postings.subarray(facets.starts[term], facets.starts[term + 1]),
  }));
  const frequent = names.map((text, at) => ({
    text,
    list: placesOf(bits.subarray(at * lanes, (at + 1) * lanes)),
  }));
  return dictionaryOf([...rare, ...frequent]);
}

function placesOf(bits: Bits): Uint32Array {
  const places = new Uint32Array(countBits(bits));
  let used = 0;
  for (let place = 0; used < places.length; place += 1) {
    if (!hasBit(bits, place)) continue;
    places[used] = place;
    used += 1;
  }
  return places;
}

/** The customers who have a facet; null when it is not one of the frequent. */
export function denseBits({ names, bits }: DenseFacets, places: number, name: string): Bits | null {
  const at = names.indexOf(name);
  const lanes = lanesOf(places);
  return at < 0 ? null : bits.subarray(at * lanes, (at + 1) * lanes);
}
