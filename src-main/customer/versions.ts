/** The versions of a customer, as far as this desk has them, and the way back to one. */
import { combineLatest, from, map, type Observable } from 'rxjs';
import type { CustomerVersions, RestoreCustomer, UpdateOutcome } from '#shared/api/customer.ts';
import { Change } from '#shared/changes/schema.ts';
import { stateAt } from '#shared/changes/versions.ts';
import { withOnePrimary } from '#shared/customer/one-primary.ts';
import { Customer, editableOf } from '#shared/customer/schema.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { ChangeDoc, CustomerDoc } from '../store/schemas.ts';
import { readSetting } from '../store/settings.ts';
import { confirmedState } from '../sync/unsent.ts';
import { type Saver, saveCustomer } from './save.ts';

/** Emits at once and after every change of the customer or of its versions. */
export function watchVersions(database: DeskDatabase, id: string): Observable<CustomerVersions | null> {
  const versions$ = changesOf(database, id).$;
  const device$ = from(readSetting<string>(database, 'clientId'));
  return combineLatest([database.customers.findOne(id).$, versions$, device$]).pipe(
    map(([document, changes, device]) => {
      if (!document) return null;
      const customer = document.toMutableJSON();
      return {
        versions: newestFirst(changes.map((change) => change.toMutableJSON())),
        unsent: customer.pendingSince === '' ? null : (customer.unsent ?? null),
        confirmed: confirmedCustomer(customer),
        device: device ?? '',
      };
    }),
  );
}

/**
 * Puts the editable fields back to what they were after a version, as a change of now. Consents stay: what was withdrawn
 * since does not come back. So does the photo: versions hold none. Throws NOT_FOUND (no way back to that version is known
 * here) and what a save throws.
 */
export async function restoreVersion(
  database: DeskDatabase,
  saver: Saver,
  { id, version, why }: RestoreCustomer,
): Promise<UpdateOutcome> {
  const document = await database.customers.findOne(id).exec();
  const changes = await changesOf(database, id).exec();
  const customer = document?.toMutableJSON();
  const state =
    customer &&
    stateAt(confirmedCustomer(customer), newestFirst(changes.map((one) => one.toMutableJSON())), version);
  if (!state) throw new CoreError('NOT_FOUND');
  const base = editableOf(customer);
  const restored = { ...editableOf(state), consents: base.consents, photo: base.photo };
  const mine = withOnePrimary(restored, base);
  return saveCustomer(database, saver, { id, base, mine, why }, 'restored');
}

/** The order by time is that of the index; by number they are ordered afterwards. */
function changesOf(database: DeskDatabase, customerId: string) {
  return database.changes.find({ selector: { customerId }, sort: [{ customerId: 'desc' }, { at: 'desc' }] });
}

function confirmedCustomer(document: CustomerDoc): Customer {
  return Customer.parse(confirmedState(document));
}

function newestFirst(documents: ChangeDoc[]): Change[] {
  return documents
    .map((document) => Change.parse(document))
    .sort((one, other) => other.version - one.version);
}
