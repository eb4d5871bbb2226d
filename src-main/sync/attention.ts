/**
 * "Needs attention": what the user typed and the server did not take as it was. An entry is written before RxDB
 * drops the change, under the id of its mutation, so that a repeated answer makes no second entry.
 */
import { map, type Observable } from 'rxjs';
import type { AttentionItem } from '#shared/api/sync.ts';
import type { Clash } from '#shared/customer/merge.ts';
import { displayName } from '#shared/customer/names.ts';
import { type CustomerEditable, EDITABLE_FIELDS } from '#shared/customer/schema.ts';
import type { CollectionName } from '#shared/sync/protocol.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { AttentionDoc, CommentDoc, CustomerDoc } from '../store/schemas.ts';

export type AttentionReason = AttentionItem['reason'];

/** Adds one entry; nothing happens when its id is there already. */
export async function addAttention(database: DeskDatabase, entry: AttentionDoc): Promise<void> {
  const { error } = await database.attention.bulkInsert([entry]);
  const failed = error.find((one) => one.status !== 409);
  if (failed) throw new Error(`attention ${failed.status}`);
}

/** The entry for fields that clashed while merging. */
export function clashEntry(mine: CustomerDoc, clashes: Clash[]): AttentionDoc {
  return entry(
    'customers',
    mine,
    mine.id,
    'conflict',
    clashes.map((clash) => ({
      field: clash.field.split('.')[0] ?? clash.field,
      mine: asText(clash.mine),
      theirs: asText(clash.theirs),
    })),
  );
}

/** The entry for a customer's change that was refused as a whole. */
export function refusedCustomerEntry(
  mine: CustomerDoc,
  base: Partial<CustomerEditable> | undefined,
  theirs: Partial<CustomerEditable> | null,
  reason: AttentionReason,
): AttentionDoc {
  const changed = EDITABLE_FIELDS.filter((field) => asText(mine[field]) !== asText(base?.[field]));
  return entry(
    'customers',
    mine,
    mine.id,
    reason,
    changed.map((field) => ({
      field,
      mine: asText(mine[field]),
      theirs: asText(theirs?.[field]),
    })),
  );
}

/** The entry for a comment that was refused. */
export function refusedCommentEntry(mine: CommentDoc, reason: AttentionReason): AttentionDoc {
  return entry('comments', mine, mine.customerId, reason, [
    { field: 'comment', mine: mine.text, theirs: '' },
  ]);
}

function entry(
  collectionName: CollectionName,
  mine: { id: string; mutationId: string },
  customerId: string,
  reason: AttentionReason,
  fields: AttentionDoc['fields'],
): AttentionDoc {
  const at = new Date().toISOString();
  return { id: mine.mutationId, collectionName, documentId: mine.id, customerId, at, reason, fields };
}

/** All open entries, newest first, with the customer's name as this desk knows it. */
export function watchAttention(database: DeskDatabase): Observable<Promise<AttentionItem[]>> {
  return database.attention.find({ sort: [{ at: 'desc' }] }).$.pipe(
    map(async (documents) => {
      const ids = documents.flatMap((document) => (document.customerId ? [document.customerId] : []));
      const customers = await database.customers.findByIds([...new Set(ids)]).exec();
      return documents.map((document) => {
        const customer = customers.get(document.customerId ?? '');
        const { collectionName, ...rest } = document.toMutableJSON();
        return { ...rest, collection: collectionName, customerName: customer ? displayName(customer) : '' };
      });
    }),
  );
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
