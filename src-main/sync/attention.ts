/**
 * "Needs attention": what the user typed and the server did not take as it was. An entry is written before RxDB
 * drops the change, under the id of its mutation, so that a repeated answer makes no second entry.
 */
import type { AttentionItem } from '#shared/api/sync.ts';
import { photoMark } from '#shared/customer/photo.ts';
import { EDITABLE_FIELDS, emptyCustomer } from '#shared/customer/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { FieldError } from '#shared/sync/protocol.ts';
import type { Clash } from '#shared/sync/three-way.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { AttentionDoc, CustomerDoc } from '../store/schemas.ts';
import { registrationOf } from './refused-registration.ts';

export type AttentionReason = AttentionItem['reason'];

/** What every document that desks write has; the customer's own has no `customerId`. */
export type Typed = { id: string; mutationId: string; customerId?: string };

/** The fields that users type, by collection. */
const TYPED_FIELDS: Partial<Record<CollectionName, readonly string[]>> = {
  customers: EDITABLE_FIELDS,
  comments: ['text'],
  contacts: ['notes', 'wrapUpCode'],
  ticklers: ['text', 'reasonCode', 'remindAt', 'resolution'],
};
const NOBODY = '00000000-0000-4000-8000-000000000000';
/** A comment's only field goes by the name of the whole. */
const FIELD_NAMES: Partial<Record<CollectionName, string>> = { comments: 'comment' };

/** Adds one entry; nothing happens when its id is there already. */
export async function addAttention(database: DeskDatabase, entry: AttentionDoc): Promise<void> {
  const { error } = await database.attention.bulkInsert([entry]);
  const failed = error.find((one) => one.status !== 409);
  if (failed) throw new Error(`attention ${failed.status}`);
}

/** The entry for fields that clashed while merging. */
export function clashEntry(collection: CollectionName, mine: Typed, clashes: Clash[]): AttentionDoc {
  return entry(
    collection,
    mine,
    'conflict',
    clashes.map((clash) => ({
      field: clash.field.split('.')[0] ?? clash.field,
      mine: textOf(clash.field, clash.mine),
      theirs: textOf(clash.field, clash.theirs),
      ...(collection === 'customers' && { path: clash.field, value: clash.mine }),
    })),
  );
}

/** The states of a refused document: as typed here, as last had from the server, as it stands there. */
export type RefusedStates = { mine: Typed; base: object | null; theirs: object | null };

/** The entry for a document that was refused as a whole, with every field that was typed here; `errors` name the refused ones. */
export function refusedEntry(
  collection: CollectionName,
  { mine, base, theirs }: RefusedStates,
  reason: AttentionReason,
  errors: readonly FieldError[] = [],
): AttentionDoc {
  // Customers are stored without what is empty; a value that is there by default was not typed.
  const absent: Record<string, unknown> = collection === 'customers' ? emptyCustomer() : {};
  const text = (state: object | null, field: string) =>
    textOf(field, (state as Record<string, unknown> | null)?.[field] ?? absent[field]);
  const changed = (TYPED_FIELDS[collection] ?? []).filter((field) => text(mine, field) !== text(base, field));
  const fields = changed.map((field) => ({
    field: FIELD_NAMES[collection] ?? field,
    mine: text(mine, field),
    theirs: text(theirs, field),
  }));
  const registration =
    collection === 'customers' ? registrationOf(mine as unknown as CustomerDoc, theirs, errors) : undefined;
  return { ...entry(collection, mine, reason, fields), ...(registration && { registration }) };
}

/** The entry for a change about somebody who was forgotten: that there was one, and nothing of it. */
export function erasedEntry(collectionName: CollectionName, mine: Typed): AttentionDoc {
  const at = new Date().toISOString();
  return {
    id: mine.mutationId,
    collectionName,
    documentId: NOBODY,
    customerId: null,
    at,
    reason: 'erased',
    fields: [],
  };
}

function entry(
  collectionName: CollectionName,
  mine: Typed,
  reason: AttentionReason,
  fields: AttentionDoc['fields'],
): AttentionDoc {
  const at = new Date().toISOString();
  const customerId = mine.customerId ?? mine.id;
  return { id: mine.mutationId, collectionName, documentId: mine.id, customerId, at, reason, fields };
}

/** The value of a field as text; of a photo its mark, which the window has words for. */
function textOf(field: string, value: unknown): string {
  return field === 'photo' ? photoMark(value) : asText(value);
}

/** A value as a person reads it: lists by their main text, one a line. */
function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(asText).filter(Boolean).join('\n');
  if (typeof value !== 'object') return String(value);
  const { address, number, lines, postcode, city, country } = value as Record<string, unknown>;
  return [
    address,
    number,
    Array.isArray(lines) ? lines.filter(Boolean).join(', ') : '',
    postcode,
    city,
    country,
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ');
}
