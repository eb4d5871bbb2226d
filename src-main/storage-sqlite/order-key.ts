/**
 * Strings in a form that SQLite compares as JavaScript does.
 *
 * SQLite compares UTF-8 bytes, which is code point order; JavaScript compares UTF-16 units. The two differ
 * from U+D800 on, and a lone surrogate has no UTF-8 form at all. Every unit from U+D800 is therefore moved to
 * a plane of its own. Invariant: one to one, and `a < b` in JavaScript if and only if key(a) < key(b) in bytes.
 */
const HIGH_UNIT = /[\ud800-\uffff]/;
const HIGH_UNITS = /[\ud800-\uffff]/g;
const PLANE = 0x10000;

/** The form in which a string is stored and compared in a column. */
export function orderKey(text: string): string {
  if (!HIGH_UNIT.test(text)) return text;
  return text.replace(HIGH_UNITS, (unit) => String.fromCodePoint(PLANE + unit.charCodeAt(0)));
}
