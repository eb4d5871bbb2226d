/** Where the customer is, as far as the user may see it: nothing may tell what a layout hides. */
import type { Customer } from '#shared/customer/schema.ts';
import { useHidden } from './edit/use-hidden.ts';

export type Place = Pick<Customer, 'timeZone' | 'addresses'>;

/** The stated zone and the addresses; without either where it is hidden, and no address stands in for a hidden zone. */
export function usePlace({ model, timeZone, addresses }: Place & Pick<Customer, 'model'>): Place {
  const hidden = useHidden(model);
  const hidesZone = hidden.has('timeZone');
  return {
    timeZone: hidesZone ? '' : timeZone,
    addresses: hidesZone || hidden.has('addresses') ? [] : addresses,
  };
}
