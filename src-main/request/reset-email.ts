/** Resets that wait here, and the e-mail that they were asked for: another address by now takes them back. */
import { distinctUntilChanged, map, type Subscription, skip, switchMap } from 'rxjs';
import { isSameEmail, resetEmail } from '#shared/request/rules.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { RequestDoc } from '../store/schemas.ts';

/** True when the request would go to another address than the one it was asked for. */
export async function hasOtherEmail(
  database: DeskDatabase,
  { customerId, payload }: Pick<RequestDoc, 'customerId' | 'payload'>,
): Promise<boolean> {
  if (payload.kind !== 'resetPassword' || !payload.to) return false;
  const customer = await database.customers.findOne(customerId).exec();
  return customer !== null && !isSameEmail(payload.to, resetEmail(customer.toMutableJSON()));
}

/** Calls back whenever the address of somebody changes for whom a reset waits. */
export function followEmails(database: DeskDatabase, onChange: () => void): Subscription {
  return database.requests
    .find({ selector: { pendingSince: { $gt: '' } } })
    .$.pipe(
      map((waiting) => {
        const resets = waiting
          .map((one) => one.toMutableJSON())
          .filter(({ payload }) => payload.kind === 'resetPassword');
        return resets.map(({ customerId }) => customerId).sort();
      }),
      distinctUntilChanged((before, now) => before.join() === now.join()),
      switchMap((ids) => database.customers.findByIds(ids).$.pipe(skip(1))),
    )
    .subscribe(onChange);
}
