/** Holds a fact back until it has lasted, so that short waits do not flicker. */
import { useEffect, useState } from 'react';

/** True once `fact` has been true for `delayMs`; false as soon as it is false. */
export function useDelayed(fact: boolean, delayMs: number): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    if (!fact) return setLasted(false);
    const timer = setTimeout(() => setLasted(true), delayMs);
    return () => clearTimeout(timer);
  }, [fact, delayMs]);
  return fact && lasted;
}
