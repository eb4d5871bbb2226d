/** The time, as state. */
import { useEffect, useState } from 'react';
import { useSyncStatus } from '#renderer/state/sync-status.ts';

const MINUTE_MS = 60_000;

/** The time by the server's clock, as far as it is known; changes at the start of every minute. */
export function useNow(): Date {
  const off = useSyncStatus(({ status }) => status?.clockOffMs ?? 0);
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const untilNextMinute = MINUTE_MS - (now.getTime() % MINUTE_MS);
    const timer = setTimeout(() => setNow(new Date()), untilNextMinute + 20);
    return () => clearTimeout(timer);
  }, [now]);
  return off === 0 ? now : new Date(now.getTime() - off);
}
