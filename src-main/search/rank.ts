/**
 * The order of customers who match equally well: whoever was spoken with last comes first, then by name, family first,
 * then by id. It comes from the documents alone, so that it is the same on every desk. Pure.
 */
import type { Entry } from './entry.ts';
import { foldWords } from './findables.ts';

export type Rank = {
  /** Minute of the last contact; 0 for none. */
  contact: number;
  /** The beginning of the name as a number that sorts like it. */
  name: number;
  /** From the id. */
  tie: number;
};

/** 40 to the power of six is below 2^32. */
const LETTERS = 6;
const CLASSES = 40;
const OTHER_CLASSES = 3;
const UNITS = 0x10000;

/** The rank of an entry under the packed id. */
export function rankOf(entry: Entry, id: Uint8Array, contact: number): Rank {
  return { contact, name: nameKey(orderName(entry)), tie: tieOf(id) };
}

/** Below zero when the first comes before the other. */
export function compareRank(one: Rank, other: Rank): number {
  return other.contact - one.contact || one.name - other.name || one.tie - other.tie;
}

function orderName(entry: Entry): string {
  const [, , given, family, , organisation] = entry;
  const words = [...foldWords(family), ...foldWords(given)];
  return (words.length > 0 ? words : foldWords(organisation)).join(' ');
}

function nameKey(name: string): number {
  let key = 0;
  for (let at = 0; at < LETTERS; at += 1) key = key * CLASSES + classOf(name.charCodeAt(at));
  return key;
}

/** 0 for a space or the end, then digits, a to z, and the letters of other scripts in three steps. */
function classOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 1;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 11;
  return unit > 0x7a ? 37 + Math.floor((unit * OTHER_CLASSES) / UNITS) : 0;
}

/** The tail of the id: the head of a UUIDv7 is a clock. */
function tieOf(id: Uint8Array): number {
  return id.slice(-4).reduce((sum, byte) => sum * 256 + byte, 0);
}
