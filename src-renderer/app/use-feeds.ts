/** Feeds the stores from the core's subscriptions. */
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { follow } from '#renderer/api/follow.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { startMirror } from '#renderer/drafts/mirror.ts';
import { useSession } from '#renderer/state/session.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';

/** Keeps the session store up to date. An error counts as starting: the next value says what is. */
export function useSessionFeed(): void {
  useEffect(() => {
    const controller = new AbortController();
    const { setSession } = useSession.getState();
    void follow(
      (signal) => api.session.state(undefined, { signal }),
      { value: setSession, problem: () => setSession({ state: 'starting' }) },
      controller.signal,
    );
    return () => controller.abort();
  }, []);
}

/** Keeps the sync status up to date while somebody is signed in. */
export function useSyncFeed(): void {
  useEffect(() => {
    const controller = new AbortController();
    const { setStatus } = useSyncStatus.getState();
    void follow(
      (signal) => api.sync.status(undefined, { signal }),
      { value: setStatus, problem: () => setStatus(null) },
      controller.signal,
    );
    return () => {
      controller.abort();
      setStatus(null);
    };
  }, []);
}

export type Mirroring = { ready: boolean; problem: ProblemCode | null };

/**
 * Puts the user's drafts and tabs back, and keeps copies from then on. `ready` comes before anything can be
 * typed, so that nothing typed is overwritten; where drafts cannot be kept the desk works without them.
 */
export function useDraftMirror(): Mirroring {
  const [mirroring, setMirroring] = useState<Mirroring>({ ready: false, problem: null });
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    const start = async () => {
      const { key } = await api.session.draftKey();
      if (gone) return;
      stop = await startMirror(key);
      if (gone) stop();
      else setMirroring({ ready: true, problem: null });
    };
    start().catch((error) => !gone && setMirroring({ ready: true, problem: problemOf(error) }));
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return mirroring;
}
