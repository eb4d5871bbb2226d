/**
 * A new customer whom the server did not take, kept whole, so that registering them again begins with all that was typed.
 *
 * Invariant: the entry that holds them is emptied before it is removed, because a tombstone keeps its fields.
 */
import { FieldIssue } from '#shared/api/errors.ts';
import type { RefusedRegistration } from '#shared/api/sync.ts';
import { type Customer, editableOf } from '#shared/customer/schema.ts';
import type { FieldError } from '#shared/sync/protocol.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { AttentionDoc, CustomerDoc } from '../store/schemas.ts';

/** What was typed of a customer whom only this desk has, and which fields the server refused; none of an older change. */
export function registrationOf(
  mine: Pick<CustomerDoc, 'rev' | 'region' | 'unsent'>,
  theirs: object | null,
  errors: readonly FieldError[],
): RefusedRegistration | undefined {
  if (mine.rev !== '' || theirs !== null) return undefined;
  return {
    mine: editableOf(mine as Customer),
    region: mine.region,
    why: mine.unsent?.why ?? '',
    issues: errors.map(asIssue),
  };
}

/** A code that a newer server has still names its field. */
function asIssue({ path, code }: FieldError): FieldIssue {
  const known = FieldIssue.shape.code.safeParse(code);
  return { path, code: known.success ? known.data : 'format' };
}

/** Removes an entry with all that was typed; nothing happens when there is none. */
export async function removeAttention(database: DeskDatabase, id: string): Promise<void> {
  const entry = await database.attention.findOne(id).exec();
  await entry?.incrementalModify((current) => ({ ...emptied(current), _deleted: true }) as AttentionDoc);
}

/** Removes what was kept of a customer who is registered by now. */
export async function removeRegistration(database: DeskDatabase, customerId: string): Promise<void> {
  const entries = await database.attention.find({ selector: { documentId: customerId } }).exec();
  for (const entry of entries) {
    if (entry.toMutableJSON().registration) await removeAttention(database, entry.id);
  }
}

/** The entry without anything that was typed. */
export function emptied<T extends AttentionDoc>({ registration: _typed, ...entry }: T): AttentionDoc {
  return { ...entry, fields: [] };
}
