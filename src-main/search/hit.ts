/** A row of the result list from what the index keeps of a customer. Pure. */
import type { SearchHit } from '#shared/api/search.ts';
import { displayName } from '#shared/customer/names.ts';
import { unpackId } from './document-id.ts';
import type { Entry } from './entry.ts';
import type { StoredRow } from './index-rows.ts';

const MINUTE_MS = 60_000;

/** The row of a customer; `found` says why they were found. */
export function hitOf(
  { id, contact }: Pick<StoredRow, 'id' | 'contact'>,
  entry: Entry,
  found: Pick<SearchHit, 'matched' | 'alike'>,
): SearchHit {
  const [number, prefix, given, family, , organisation, status, flags, , emails, phones, , places] = entry;
  const { 15: signedUpAt } = entry;
  return {
    id: unpackId(id),
    number,
    name: displayName({ prefix, given, family, organisation }),
    organisation,
    status,
    flags,
    email: emails[0] ?? '',
    phone: phones[0] ?? '',
    city: places[0]?.[0] ?? '',
    postcode: places[0]?.[1] ?? '',
    lastContact: contact === 0 ? null : new Date(contact * MINUTE_MS).toISOString(),
    ...(signedUpAt && { signedUpAt }),
    ...found,
  };
}
