/** Tells the person who asked what became of it, wherever they are in the window. */
import { useNotices } from '#renderer/state/notices.ts';
import { useView } from '#renderer/state/view.ts';
import type { RequestView } from '#shared/api/request.ts';
import { hasEnded } from '#shared/request/machine.ts';
import { REQUEST_KIND_TEXTS, requestSentence } from './texts/request.ts';

/** This user's requests that have ended since the list was `before`. One they took back is no news to them. */
export function endedSince(
  before: readonly RequestView[] | null,
  now: readonly RequestView[],
): RequestView[] {
  const open = new Set((before ?? []).filter(({ state }) => !hasEnded(state)).map(({ id }) => id));
  return now.filter(
    ({ id, mine, state }) => mine && open.has(id) && hasEnded(state) && state !== 'cancelled',
  );
}

/** One notice for each, with the way to the list. */
export function tellEnded(ended: readonly RequestView[]): void {
  for (const request of ended) {
    const of = request.customerNumber && `, ${request.customerNumber}`;
    useNotices.getState().tell({
      tone: request.state === 'done' ? 'good' : 'attention',
      title: `${REQUEST_KIND_TEXTS[request.kind]}${of}`,
      detail: sentenceOf(request),
      action: { label: 'Show', run: () => useView.getState().show('requests') },
    });
  }
}

function sentenceOf(request: RequestView): string {
  if (request.kind === 'dataExport' && request.state === 'done')
    return 'The export is ready to be saved, under Requests.';
  return requestSentence(request);
}
