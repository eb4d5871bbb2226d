/** What one usually knows of a customer and does not know of this one yet. Pure. */
import { isCurrent } from './address-book.ts';
import type { CustomerEditable } from './schema.ts';

/** Paths of the registry, in its order; none of them is needed to save. */
export function stillMissing({
  emails,
  phones,
  addresses,
  language,
  demographics,
  kind,
}: CustomerEditable): string[] {
  const missing: [string, boolean][] = [
    ['language', language === ''],
    ['emails', emails.length === 0],
    ['phones', phones.length === 0],
    ['addresses', !addresses.some(isCurrent)],
    ['demographics.birth', kind === 'person' && demographics.birth === null],
  ];
  return missing.flatMap(([path, isMissing]) => (isMissing ? [path] : []));
}
