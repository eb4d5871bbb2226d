/** The time, as state, for what is counted in seconds. */
import { useEffect, useState } from 'react';

/** Changes every second while `running`. */
export function useSecond(running: boolean): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (!running) return;
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
