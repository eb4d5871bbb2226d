/**
 * The time where the customer is, each minute: in the zone that was stated, else by their address, else by their phones. Says
 * nothing where it cannot be told.
 */
import { timeIn } from '#renderer/app/texts/format.ts';
import { useNow } from '#renderer/components/use-now.ts';
import { type Located, zoneNow, zonesOf } from '#shared/preference/local-time.ts';

/** Of a place as far as it is shown (`use-place.ts`). */
export function LocalTime({ timeZone, addresses, phones }: Located) {
  const now = useNow();
  const zone = zoneNow({ timeZone, addresses, phones }, now);
  const time = zone === null ? null : timeIn(zone, now);
  if (time === null) return null;
  const isByAddress = zonesOf({ timeZone, addresses, phones: [] }).length > 0;
  const title = timeZone === '' ? `${zone}, by their ${isByAddress ? 'address' : 'phone'}` : timeZone;
  return <span title={title}>{time} their time</span>;
}
