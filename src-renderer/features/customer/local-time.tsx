/** The time where the customer is, each minute. Says nothing where the zone is unknown. */
import { timeIn } from '#renderer/app/texts/format.ts';
import { useNow } from '#renderer/components/use-now.ts';

export function LocalTime({ timeZone }: { timeZone: string }) {
  const now = useNow();
  const time = timeZone === '' ? null : timeIn(timeZone, now);
  return time === null ? null : <span title={timeZone}>{time} their time</span>;
}
