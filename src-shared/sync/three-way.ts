/**
 * Three-way merge of values and records: base (what the edit was made on), mine, theirs.
 *
 * Invariant: a change of mine is in the result, or equal to theirs after normalising, or named in `clashes`.
 */

/** Mine and theirs of one field, as they were; undefined where the element was removed. */
export type Clash = { field: string; mine: unknown; theirs: unknown };

type Properties = Record<string, unknown>;

/** The value that stands; where both changed it, theirs, and a clash is noted. */
export function mergeValue(
  field: string,
  base: unknown,
  mine: unknown,
  theirs: unknown,
  clashes: Clash[],
): unknown {
  if (same(mine, base) || equalWhenNormalised(mine, theirs)) return theirs;
  if (same(theirs, base)) return mine;
  clashes.push({ field, mine, theirs });
  return theirs;
}

/** Merges by property. A property that somebody took out is out of the result, unless the other one changed it. */
export function mergeRecord(
  field: string,
  base: Properties,
  mine: Properties,
  theirs: Properties,
  clashes: Clash[],
): Properties {
  const merged: Properties = {};
  for (const property of Object.keys({ ...theirs, ...mine })) {
    const path = field === '' ? property : `${field}.${property}`;
    const value = mergeValue(path, base[property], mine[property], theirs[property], clashes);
    if (value !== undefined) merged[property] = value;
  }
  return merged;
}

/** Theirs, with the elements of mine whose id is new: for lists that only ever grow. */
export function mergeLedger<E extends { id: string }>(mine: readonly E[], theirs: readonly E[]): E[] {
  const known = new Set(theirs.map(({ id }) => id));
  return [...theirs, ...mine.filter(({ id }) => !known.has(id))];
}

/** Equal by value, whatever the order of the keys. Documents are plain JSON. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => same((one as Properties)[key], (other as Properties)[key]))
  );
}

function equalWhenNormalised(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') return normalised(one) === normalised(other);
  return same(one, other);
}

function normalised(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ');
}
