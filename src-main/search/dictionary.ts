/**
 * Sorted terms and, for each, the customers who have it in rank order. Terms are UTF-16 units, as JavaScript compares
 * them, so that edits are counted in letters.
 */

export type Dictionary = {
  units: Uint16Array;
  /** Where each term begins in `units`, and where the last one ends. */
  ends: Uint32Array;
  /** Where the customers of each term begin in `postings`, and where the last ones end. */
  starts: Uint32Array;
  postings: Uint32Array;
};

/** Room for the place of a customer in a number that has its term above it. */
const PLACES = 2 ** 26;

/**
 * A dictionary from terms in the order of their numbers, and pairs of a term's number and a document's. `places` says the
 * place of each document.
 */
export function makeDictionary(
  terms: readonly string[],
  termNumbers: Uint32Array,
  documents: Uint32Array,
  places: Uint32Array,
): Dictionary {
  const order = Array.from(terms, (_, n) => n).sort((a, b) => compare(terms[a] ?? '', terms[b] ?? ''));
  const rankOfTerm = new Uint32Array(terms.length);
  for (let rank = 0; rank < order.length; rank += 1) rankOfTerm[order[rank] ?? 0] = rank;
  const pairs = new Float64Array(termNumbers.length);
  for (let at = 0; at < pairs.length; at += 1) {
    pairs[at] = (rankOfTerm[termNumbers[at] ?? 0] ?? 0) * PLACES + (places[documents[at] ?? 0] ?? 0);
  }
  pairs.sort();
  const sorted = order.map((n) => terms[n] ?? '');
  return { ...textsOf(sorted), ...postingsOf(pairs, sorted.length) };
}

function textsOf(sorted: readonly string[]): Pick<Dictionary, 'units' | 'ends'> {
  const ends = new Uint32Array(sorted.length + 1);
  for (const [at, term] of sorted.entries()) ends[at + 1] = (ends[at] ?? 0) + term.length;
  const units = new Uint16Array(ends[sorted.length] ?? 0);
  for (const [at, term] of sorted.entries()) {
    const from = ends[at] ?? 0;
    for (let unit = 0; unit < term.length; unit += 1) units[from + unit] = term.charCodeAt(unit);
  }
  return { units, ends };
}

function postingsOf(pairs: Float64Array, terms: number): Pick<Dictionary, 'starts' | 'postings'> {
  const starts = new Uint32Array(terms + 1);
  const postings = new Uint32Array(pairs.length);
  for (let at = 0; at < pairs.length; at += 1) {
    const pair = pairs[at] ?? 0;
    const term = Math.floor(pair / PLACES);
    postings[at] = pair - term * PLACES;
    starts[term + 1] = at + 1;
  }
  return { starts, postings };
}

/** The dictionary without some of its terms. */
export function withoutTerms(dictionary: Dictionary, gone: ReadonlySet<number>): Dictionary {
  const { starts, postings } = dictionary;
  const kept = Array.from({ length: termCount(dictionary) }, (_, term) => term).filter(
    (term) => !gone.has(term),
  );
  return dictionaryOf(
    kept.map((term) => ({
      text: termAt(dictionary, term),
      list: postings.subarray(starts[term], starts[term + 1]),
    })),
  );
}

/** A dictionary from terms, each once and in any order, with the places of whoever has them. */
export function dictionaryOf(given: readonly { text: string; list: Uint32Array }[]): Dictionary {
  const terms = given.toSorted((a, b) => compare(a.text, b.text));
  const starts = new Uint32Array(terms.length + 1);
  for (const [at, { list }] of terms.entries()) starts[at + 1] = (starts[at] as number) + list.length;
  const postings = new Uint32Array(starts[terms.length] as number);
  for (const [at, { list }] of terms.entries()) postings.set(list, starts[at]);
  return { ...textsOf(terms.map(({ text }) => text)), starts, postings };
}

/** Gives the memory of a dictionary back at once, which must not be used any more. */
export function releaseDictionary({ units, ends, starts, postings }: Dictionary): void {
  for (const { buffer } of [units, ends, starts, postings])
    if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

export function termCount({ ends }: Dictionary): number {
  return ends.length - 1;
}

export function termAt({ units, ends }: Dictionary, term: number): string {
  return String.fromCharCode(...units.subarray(ends[term], ends[term + 1]));
}

/** The terms that begin with a text: from the first to the one after the last. */
export function termsWithPrefix(dictionary: Dictionary, prefix: string): [from: number, to: number] {
  const from = firstTerm(dictionary, (term) => comparePrefix(dictionary, term, prefix) >= 0);
  const to = firstTerm(dictionary, (term) => comparePrefix(dictionary, term, prefix) > 0);
  return [from, to];
}

/** The number of a term; -1 when there is none. */
export function findTerm(dictionary: Dictionary, text: string): number {
  const [from, to] = termsWithPrefix(dictionary, text);
  const { ends } = dictionary;
  return from < to && (ends[from + 1] ?? 0) - (ends[from] ?? 0) === text.length ? from : -1;
}

/** The first term of which `holds` is true; it is false for all before it. */
function firstTerm(dictionary: Dictionary, holds: (term: number) => boolean): number {
  let low = 0;
  let high = termCount(dictionary);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Zero when the term begins with the text, else which of them comes first. */
function comparePrefix({ units, ends }: Dictionary, term: number, prefix: string): number {
  const from = ends[term] ?? 0;
  const length = (ends[term + 1] ?? 0) - from;
  for (let at = 0; at < prefix.length; at += 1) {
    if (at >= length) return -1;
    const difference = (units[from + at] ?? 0) - prefix.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
