/**
 * Deciding what clashed while a change was merged. To decide for mine is an edit of now, with a version; to decide for
 * theirs needs none, because theirs stands.
 *
 * Invariant: an entry keeps what is not decided; what is decided leaves it after the edit is on the disk.
 */
import type { DecideClashes } from '#shared/api/sync.ts';
import { withOnePrimary } from '#shared/customer/one-primary.ts';
import { editableOf } from '#shared/customer/schema.ts';
import { takeMine } from '#shared/customer/take-mine.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import { type Saver, saveCustomer } from './save.ts';

/** For the version; a control may ask for a reason of critical changes, and this is it. */
const WHY = 'Decided after two people changed the same thing';

/** Throws NOT_FOUND (the entry is gone, or the customer) and what a save throws; the entry is then as it was. */
export async function decideClashes(
  database: DeskDatabase,
  saver: Saver,
  { id, paths, choice }: DecideClashes,
): Promise<void> {
  const entry = await database.attention.findOne(id).exec();
  if (!entry) throw new CoreError('NOT_FOUND');
  const { fields, documentId } = entry.toMutableJSON();
  const decided = fields.filter(({ path }) => path !== null && path !== undefined && paths.includes(path));
  if (choice === 'mine' && decided.length > 0) {
    const document = await database.customers.findOne(documentId).exec();
    if (!document) throw new CoreError('NOT_FOUND');
    const base = editableOf(document.toMutableJSON());
    const taken = decided.reduce(
      (so, { path, value }) => takeMine(so, { field: path ?? '', mine: value }),
      base,
    );
    const mine = withOnePrimary(taken, base);
    await saveCustomer(database, saver, { id: documentId, base, mine, why: WHY });
  }
  const left = fields.filter((field) => !decided.includes(field));
  if (left.length === 0) await entry.remove();
  else await entry.incrementalPatch({ fields: left });
}
