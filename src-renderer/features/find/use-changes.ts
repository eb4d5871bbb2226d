/** A text that changes whenever what lists show may have changed: customers on this computer, and what may be searched. */
import { useEffect, useMemo, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { follow } from '#renderer/api/follow.ts';
import { useConfiguration } from '#renderer/state/configuration.ts';

/** Changes at most twice a second, however much arrives. */
export function useChanges(): string {
  const [changes, setChanges] = useState(0);
  const items = useConfiguration((store) => store.items);
  const configured = useMemo(() => items.map(({ id, rev }) => `${id}${rev}`).join(), [items]);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    void follow(
      (until) => api.customer.changes(undefined, { signal: until }),
      { value: (news) => setChanges(news.changes), problem: () => undefined },
      signal,
    );
    return () => leaving.abort();
  }, []);
  return `${changes} ${configured}`;
}
