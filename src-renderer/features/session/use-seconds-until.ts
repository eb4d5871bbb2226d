/** Seconds until a point in time, counted down; 0 when it has passed or there is none. */
import { useEffect, useState } from 'react';

export function useSecondsUntil(instant: string | null): number {
  const [left, setLeft] = useState(() => secondsUntil(instant));
  useEffect(() => {
    setLeft(secondsUntil(instant));
    if (instant === null) return;
    const timer = setInterval(() => setLeft(secondsUntil(instant)), 250);
    return () => clearInterval(timer);
  }, [instant]);
  return left;
}

function secondsUntil(instant: string | null): number {
  return instant === null ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1000));
}
