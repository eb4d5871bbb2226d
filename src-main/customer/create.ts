/** A customer who is registered on this desk, with or without a network. */
import { v7 as uuidv7 } from 'uuid';
import type { CreateCustomer, CreateOutcome } from '#shared/api/customer.ts';
import { controlRevs } from '#shared/configuration/controls.ts';
import { isEditable } from '#shared/customer/names.ts';
import { placed, scopeOf } from '#shared/customer/placement.ts';
import { prepareSave } from '#shared/customer/prepare-save.ts';
import { readItems } from '../configuration/service.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import { removeRegistration } from '../sync/refused-registration.ts';
import { makingOf, refuseInvalid, type Saver } from './save.ts';

/**
 * Stores the customer under the id that the form chose, with a temporary number until the server issues one. The same id
 * again gives the customer that is there: an answer that was lost makes no second one. What was kept of them where the server
 * had refused them before is removed. Throws INVALID and FORBIDDEN.
 */
export async function createCustomer(
  database: DeskDatabase,
  { me, offline }: Saver,
  given: CreateCustomer,
  nextNumber: () => Promise<string>,
): Promise<CreateOutcome> {
  const existing = await database.customers.findOne(given.id).exec();
  if (existing) {
    await removeRegistration(database, given.id);
    return { number: existing.number };
  }
  const items = await readItems(database);
  const entries = items.map(({ entry }) => entry);
  const why = given.why?.trim() ?? '';
  const making = makingOf(new Date(), entries, why);
  const mine = prepareSave(null, given.mine, making);
  if (!isEditable(mine)) throw new CoreError('FORBIDDEN');
  await refuseInvalid(database, { ...mine, id: given.id }, { before: null, entries, me, why });
  const teams = await database.teams.find().exec();
  const placement = placed(me, teams, given.region);
  const number = await nextNumber();
  const { now } = making;
  await database.customers.insert({
    ...mine,
    ...placement,
    id: given.id,
    rev: '',
    mutationId: uuidv7(),
    scope: scopeOf(placement),
    updatedAt: now,
    updatedBy: me.sub,
    pendingSince: now,
    unsent: { why, kind: 'changed', madeAt: now, offline, controls: controlRevs(items), fields: [] },
    number,
    temporaryNumber: number,
    customerSince: now.slice(0, 10),
    flags: [],
    account: null,
    externalId: null,
  });
  await removeRegistration(database, given.id);
  return { number };
}
