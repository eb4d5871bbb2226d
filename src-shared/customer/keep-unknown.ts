/**
 * What an older desk does not know, it must not clear: a field, or a property of a list's element, that it did not
 * send stays as stored. An explicit null or '' clears. Consents are a ledger: what stands in it is never changed.
 */
import { keepConsents } from '../preference/validate.ts';
import { LIST_FIELDS } from './merge.ts';
import { type Customer, EDITABLE_FIELDS } from './schema.ts';

type Element = { id: string };

/** The document sent, with everything of `stored` that it does not mention. Not validated yet. */
export function keepUnknown(stored: Customer, sent: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = { ...sent };
  for (const field of EDITABLE_FIELDS) if (!(field in sent)) kept[field] = stored[field];
  for (const field of LIST_FIELDS) {
    const list = sent[field];
    if (Array.isArray(list)) kept[field] = list.map((element) => completed(stored[field], element));
  }
  if (Array.isArray(sent.consents)) kept.consents = keepConsents(stored.consents, sent.consents);
  return kept;
}

function completed(stored: readonly Element[], element: unknown): unknown {
  if (typeof element !== 'object' || element === null || !('id' in element)) return element;
  return { ...stored.find(({ id }) => id === element.id), ...element };
}
