/** The ticklers of a customer, followed once for the line in the header and the card. */
import { api } from '#renderer/api/client.ts';
import { type Live, useLive } from '#renderer/api/use-live.ts';
import type { TicklerView } from '#shared/api/tickler.ts';

export type CustomerTicklers = { live: Live<TicklerView[]>; retry: () => void };

export function useCustomerTicklers(customerId: string): CustomerTicklers {
  return useLive(customerId, (signal) => api.tickler.ofCustomer({ customerId }, { signal }));
}
