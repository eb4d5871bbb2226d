/** Where the customer is, as far as the user may see it: nothing may tell what a layout hides. */
import type { Customer } from '#shared/customer/schema.ts';
import { useHidden } from './edit/use-hidden.ts';

export type Place = Pick<Customer, 'timeZone' | 'addresses' | 'phones'>;

/** The stated zone, the addresses and the phones; without any that is hidden, and none stands in for a hidden zone. */
export function usePlace({ model, timeZone, addresses, phones }: Place & Pick<Customer, 'model'>): Place {
  const hidden = useHidden(model);
  const hidesZone = hidden.has('timeZone');
  return {
    timeZone: hidesZone ? '' : timeZone,
    addresses: hidesZone || hidden.has('addresses') ? [] : addresses,
    phones: hidesZone || hidden.has('phones') ? [] : phones,
  };
}
