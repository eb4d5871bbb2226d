/** Feeds the list of requests, and lets go of whom the server has forgotten. */
import { useEffect } from 'react';
import { api } from '#renderer/api/client.ts';
import { forgetDraftsOf } from '#renderer/drafts/mirror.ts';
import { useFind } from '#renderer/features/find/find-store.ts';
import { useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import { useEdits } from '#renderer/state/edits.ts';
import { useRecents } from '#renderer/state/recents.ts';
import { useRequestDialog, useRequests } from '#renderer/state/requests.ts';
import { useTabs } from '#renderer/state/tabs.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { closeCustomer } from './opening.ts';
import { endedSince, tellEnded } from './request-news.ts';
import { feed } from './use-feeds.ts';

/** Keeps the requests up to date while somebody is signed in who may read them. */
export function useRequestFeed({ role }: Me): void {
  useEffect(() => {
    if (!may(role, 'request.read')) return;
    const { setRequests } = useRequests.getState();
    const stop = feed((signal) => api.request.list(undefined, { signal }), {
      value: (requests) => {
        tellEnded(endedSince(useRequests.getState().requests, requests));
        setRequests(requests);
      },
      problem: () => undefined,
    });
    return () => {
      stop();
      setRequests(null);
      useRequestDialog.getState().close();
    };
  }, [role]);
}

/** Once the drafts are back: whatever this window keeps of somebody who was forgotten goes, now and whenever it happens. */
export function useErasureFeed(isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return;
    return feed((signal) => api.request.erasures(undefined, { signal }), {
      value: () => void letGo().catch(() => undefined),
      problem: () => undefined,
    });
  }, [isReady]);
}

async function letGo(): Promise<void> {
  const ids = keptIds();
  if (ids.length === 0) return;
  for (const id of await api.request.erasedAmong({ ids: ids.slice(0, 1000) })) {
    closeCustomer(id);
    forgetDraftsOf(id);
    forgetQuestionOf(id);
  }
}

/** A question that found nobody but them is about them. */
function forgetQuestionOf(id: string): void {
  const { found, reset } = useFind.getState();
  if (found.ids.length === 1 && found.ids[0] === id) reset();
}

function keptIds(): string[] {
  const ids = [
    ...useTabs.getState().tabs.map(({ id }) => id),
    ...useRecents.getState().ids,
    ...useRecents.getState().pinned,
    ...useFind.getState().found.ids,
    ...Object.keys(useEdits.getState().edits),
    ...Object.keys(useCommentDrafts.getState().drafts),
  ];
  return [...new Set(ids)];
}
