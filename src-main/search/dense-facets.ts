/**
 * Facets that many customers of a segment have, as one bit a customer: smaller than a list of them, and ready to be laid
 * over other sets.
 */
import { type Bits, newBits, setAll } from './bits.ts';
import { type Dictionary, termAt, termCount, withoutTerms } from './dictionary.ts';

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
  const lanes = newBits(places).length;
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

/** The customers who have a facet; null when it is not one of the frequent. */
export function denseBits({ names, bits }: DenseFacets, places: number, name: string): Bits | null {
  const at = names.indexOf(name);
  const lanes = newBits(places).length;
  return at < 0 ? null : bits.subarray(at * lanes, (at + 1) * lanes);
}
