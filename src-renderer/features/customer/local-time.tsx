/**
 * The time where the customer is, each minute: in the zone that was stated, else by their address. Says nothing where it
 * cannot be told.
 */
import { createContext, use } from 'react';
import { timeIn } from '#renderer/app/texts/format.ts';
import { useNow } from '#renderer/components/use-now.ts';
import { type Located, zoneNow } from '#shared/preference/local-time.ts';

/** The addresses of the customer in front, as far as they are shown. */
export const ShownAddresses = createContext<Located['addresses']>([]);

export function LocalTime({ timeZone }: { timeZone: string }) {
  const now = useNow();
  const addresses = use(ShownAddresses);
  const zone = zoneNow({ timeZone, addresses }, now);
  const time = zone === null ? null : timeIn(zone, now);
  if (time === null) return null;
  const title = timeZone === '' ? `${zone}, by their address` : timeZone;
  return <span title={title}>{time} their time</span>;
}
