/** Feeds the stores from the core's subscriptions. */
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type Follower, follow, type Open } from '#renderer/api/follow.ts';
import { startMirror } from '#renderer/drafts/mirror.ts';
import { useConfiguration } from '#renderer/state/configuration.ts';
import { useNotices } from '#renderer/state/notices.ts';
import { useSession } from '#renderer/state/session.ts';
import { useStoreStatus } from '#renderer/state/store-status.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';

const AGAIN_MS = 1000;

/** Keeps the session store up to date. An error counts as starting: the next value says what is. */
export function useSessionFeed(): void {
  useEffect(() => {
    const { setSession } = useSession.getState();
    return feed((signal) => api.session.state(undefined, { signal }), {
      value: setSession,
      problem: () => setSession({ state: 'starting' }),
    });
  }, []);
}

/** Keeps the sync status up to date while somebody is signed in. */
export function useSyncFeed(): void {
  useEffect(() => {
    const { setStatus } = useSyncStatus.getState();
    const stop = feed((signal) => api.sync.status(undefined, { signal }), {
      value: setStatus,
      problem: () => setStatus(null),
    });
    return () => {
      stop();
      setStatus(null);
    };
  }, []);
}

/** Keeps the configuration up to date while somebody is signed in; what was known stays while the core is away. */
export function useConfigurationFeed(): void {
  useEffect(() => {
    const { setItems } = useConfiguration.getState();
    const stop = feed((signal) => api.configuration.watch(undefined, { signal }), {
      value: setItems,
      problem: () => undefined,
    });
    return () => {
      stop();
      setItems(null);
    };
  }, []);
}

/** Keeps the state of the store up to date while somebody is signed in. */
export function useStoreFeed(): void {
  useEffect(() => {
    const { setStatus } = useStoreStatus.getState();
    const stop = feed((signal) => api.store.status(undefined, { signal }), {
      value: setStatus,
      problem: () => setStatus(null),
    });
    return () => {
      stop();
      setStatus(null);
    };
  }, []);
}

/** Follows a subscription that the window cannot do without: after an error it is opened again. */
export function feed<T>(open: Open<T>, to: Follower<T>): () => void {
  const { signal, abort } = abortable();
  const run = async () => {
    while (!signal.aborted) {
      await follow(open, to, signal);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };
  void run();
  return abort;
}

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

/**
 * Puts the user's drafts and tabs back, and keeps copies from then on. True before anything can be typed, so
 * that nothing typed is overwritten; where drafts cannot be kept the desk says so and works without them.
 */
export function useDraftMirror(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    const start = async () => {
      const { key } = await api.session.draftKey();
      if (gone) return;
      stop = await startMirror(key);
      if (gone) stop();
    };
    start()
      .catch(() => gone || tellNotKept())
      .finally(() => gone || setReady(true));
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return ready;
}

function tellNotKept(): void {
  useNotices.getState().tell({
    tone: 'attention',
    title: 'Drafts are not kept in this window',
    detail: 'What you type is lost if the window closes before you save. Opening Callbook again may help.',
  });
}
