/** The time, as state. */
import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** Changes at the start of every minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const untilNextMinute = MINUTE_MS - (now.getTime() % MINUTE_MS);
    const timer = setTimeout(() => setNow(new Date()), untilNextMinute + 20);
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
