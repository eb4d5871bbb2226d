/** Whether whoever sits here has just shown that it is them, as the core says. */
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { follow } from '#renderer/api/follow.ts';
import type { Confirmed } from '#shared/api/session.ts';

const UNKNOWN: Confirmed = { until: null, failed: false };

export function useConfirmed(): { isConfirmed: boolean; failed: boolean } {
  const [{ until, failed }, setConfirmed] = useState(UNKNOWN);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const controller = new AbortController();
    const open = (signal: AbortSignal) => api.session.confirmed(undefined, { signal });
    const to = { value: setConfirmed, problem: () => setConfirmed(UNKNOWN) };
    void follow(open, to, controller.signal);
    return () => controller.abort();
  }, []);
  useEffect(() => {
    if (until === null) return;
    const current = Date.now();
    setNow(current);
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, Date.parse(until) - current) + 1);
    return () => clearTimeout(timer);
  }, [until]);
  return { isConfirmed: until !== null && Date.parse(until) > now, failed };
}
