/** The time, as state, for what is counted in seconds. */
import { useEffect, useState } from 'react';

/** Changes every second. */
export function useSecond(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
