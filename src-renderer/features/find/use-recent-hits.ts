/** The rows of the customers that are pinned, then of those opened last; those no longer on this desk are left out. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { useRecents } from '#renderer/state/recents.ts';
import type { SearchHit } from '#shared/api/search.ts';

type RecentHits = { hits: readonly SearchHit[]; problem: ProblemCode | null; retry: () => void };

const NONE: readonly SearchHit[] = [];

/** Reads the rows again whenever the list of recents or `news` changes. */
export function useRecentHits(news: string): RecentHits {
  const recent = useRecents((state) => state.ids);
  const pinned = useRecents((state) => state.pinned);
  const ids = useMemo(() => [...new Set([...pinned, ...recent])], [pinned, recent]);
  const [hits, setHits] = useState(NONE);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const read = useCallback(
    (signal?: AbortSignal) => {
      if (ids.length === 0) {
        setProblem(null);
        return setHits(NONE);
      }
      api.customer.rows({ ids: [...ids] }, { signal }).then(
        (rows) => {
          setHits(rows);
          setProblem(null);
        },
        (error) => !signal?.aborted && setProblem(problemOf(error)),
      );
    },
    [ids],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: news is the reason to read again
  useEffect(() => {
    const controller = new AbortController();
    read(controller.signal);
    return () => controller.abort();
  }, [read, news]);
  const retry = useCallback(() => read(), [read]);
  return { hits, problem, retry };
}
