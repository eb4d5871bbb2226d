/** Whether a customer may be contacted now, by what this desk knows of them and of the last contacts. */
import type { AskDecision, Decided } from '#shared/api/contact.ts';
import { Customer } from '#shared/customer/schema.ts';
import { decide, MOST_RECENT } from '#shared/preference/decide.ts';
import { howToReach } from '#shared/preference/how-to-reach.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';

/** Also says the revision of the customer that was asked about. Throws NOT_FOUND. */
export async function decideNow(
  database: DeskDatabase,
  { customerId, ...asked }: AskDecision,
  at: Date,
): Promise<Decided & { customerRev: string }> {
  const document = await database.customers.findOne(customerId).exec();
  if (!document) throw new CoreError('NOT_FOUND');
  const recent = await recentContacts(database, customerId);
  const customer = Customer.parse(document.toMutableJSON());
  const question = { ...asked, at, recent };
  return {
    decision: decide(customer, question),
    how: howToReach(customer, question),
    at: at.toISOString(),
    customerRev: document.rev,
  };
}

/** When the customer was last contacted, newest first; what they began themselves does not count. */
async function recentContacts(database: DeskDatabase, customerId: string): Promise<string[]> {
  const contacts = await database.contacts
    .find({
      selector: { customerId },
      sort: [{ customerId: 'desc' }, { startedAt: 'desc' }],
      limit: MOST_RECENT,
    })
    .exec();
  return contacts
    .map((contact) => contact.toMutableJSON())
    .filter(({ direction }) => direction === 'outbound')
    .map(({ startedAt }) => startedAt);
}
