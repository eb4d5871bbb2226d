/**
 * What an older desk does not know, it must not clear: a field, or a property of a list's element or of an answer, that it
 * did not send stays as stored. An explicit null or '' clears. Consents are a ledger: what stands in it is never changed.
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
  if (isObject(sent.responses)) kept.responses = keptAnswers(stored.responses, sent.responses);
  if (Array.isArray(sent.consents)) kept.consents = keepConsents(stored.consents, sent.consents);
  return kept;
}

/** An answer given anew is another one, of which nothing stays. */
function keptAnswers(stored: Customer['responses'], sent: Record<string, unknown>): Record<string, unknown> {
  const answers = Object.entries(sent).map(([code, answer]) => {
    const before = stored[code];
    const isSame = isObject(answer) && before?.at === answer.at && before?.response === answer.response;
    return [code, isSame ? { ...before, ...answer } : answer];
  });
  return Object.fromEntries(answers);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function completed(stored: readonly Element[], element: unknown): unknown {
  if (typeof element !== 'object' || element === null || !('id' in element)) return element;
  return { ...stored.find(({ id }) => id === element.id), ...element };
}
