/** Contacts of a user that go on, or are not wrapped up yet. */
import type { Contact } from '#shared/contact/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { DeskDatabase } from '../store/database.ts';

/** One that nobody wrapped up for so long is history. */
const OPEN_FOR_MS = 30 * 86_400_000;

/** Those of the last weeks, the oldest first: so the index finds them among all that the user ever had. */
export function openContactsOf(database: DeskDatabase, { sub }: Me) {
  const since = new Date(Date.now() - OPEN_FOR_MS).toISOString();
  return database.contacts.find({
    selector: { authorId: sub, startedAt: { $gte: since }, wrappedUpAt: null },
    sort: [{ authorId: 'asc' }, { startedAt: 'asc' }],
  });
}

/** The channel on which the user is in contact with a customer now; '' where they are not. */
export async function channelNow(
  database: DeskDatabase,
  me: Me,
  customerId: string,
): Promise<Contact['channel'] | ''> {
  const open = await openContactsOf(database, me).exec();
  // As JSON: a document has accessors only for what its schema names.
  return open.findLast((contact) => contact.customerId === customerId)?.toMutableJSON().channel ?? '';
}
