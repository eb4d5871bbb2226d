/** Revisions: `<n>-<8 hex>`, where n counts the states of one document. Issued here and nowhere else. */
import { randomBytes } from 'node:crypto';

/** The revision that follows `previous`; the first one when there is none. */
export function nextRev(previous?: string): string {
  const count = previous === undefined ? 0 : Number.parseInt(previous, 10);
  return `${count + 1}-${randomBytes(4).toString('hex')}`;
}
