/** The rows the find box walks through: answers to the text in it, or the recent customers while it is empty. */
import { useCallback, useEffect } from 'react';
import type { ProblemCode } from '#renderer/api/problem.ts';
import type { SearchHit } from '#shared/api/search.ts';
import { isAnswerOf, isAsked, useFind } from './find-store.ts';
import { useChanges } from './use-changes.ts';
import { useRecentHits } from './use-recent-hits.ts';
import { useTryingAgain } from './use-trying-again.ts';

export type OpenHow = 'open' | 'openBehind';

export type Rows = {
  kind: 'recents' | 'answer';
  hits: readonly SearchHit[];
  words: readonly string[];
  more: boolean;
  /** How many match as they were typed; null for many, or where nobody can say. */
  total: number | null;
  /** True when only whole numbers and addresses find anybody, and this is none. */
  needsWhole: boolean;
  problem: ProblemCode | null;
  retry: () => void;
  /** True while the rows do not answer the text in the box yet. */
  pending: boolean;
  openCursor: (how: OpenHow) => void;
  openAt: (at: number, how: OpenHow) => void;
};

const NO_WORDS: readonly string[] = [];
const NO_HITS: readonly SearchHit[] = [];

/**
 * `onOpen` is called with the row to open. `told` is any text that changes when rows may have become stale, beside what
 * changed in the store: they are read again then, so that a row never contradicts the customer beside it for long.
 */
export function useRows(onOpen: (hit: SearchHit, how: OpenHow) => void, told: string): Rows {
  const news = `${told} ${useChanges()}`;
  const find = useFind();
  const { answer, problem, cursor, openWhenAnswered, wishToOpen, moveTo, askAgain } = find;
  const recents = useRecentHits(news);
  const isRecents = !isAsked(find);
  const isStale = !isAnswerOf(answer, find) && problem !== null;
  const hits = isRecents ? recents.hits : isStale ? NO_HITS : (answer?.result.hits ?? NO_HITS);
  const pending = !isRecents && !isAnswerOf(answer, find) && problem === null;

  const openAt = useCallback(
    (at: number, how: OpenHow) => {
      const hit = hits[at];
      wishToOpen(null);
      if (!hit) return;
      moveTo(at);
      onOpen(hit, how);
    },
    [hits, onOpen, moveTo, wishToOpen],
  );
  useEffect(() => {
    if (openWhenAnswered && !pending) openAt(0, openWhenAnswered);
  }, [openWhenAnswered, pending, openAt]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: news is the reason to ask again
  useEffect(askAgain, [askAgain, news]);
  const failed = isRecents ? recents.problem : problem;
  const retry = isRecents ? recents.retry : askAgain;
  useTryingAgain(failed, retry);

  return {
    kind: isRecents ? 'recents' : 'answer',
    hits,
    words: isRecents ? NO_WORDS : (answer?.result.words ?? NO_WORDS),
    more: !isRecents && (answer?.result.more ?? false),
    total: isRecents ? null : (answer?.result.total ?? null),
    needsWhole: !isRecents && (answer?.result.needsWhole ?? false),
    problem: failed,
    retry,
    pending,
    openCursor: (how) => (pending ? wishToOpen(how) : openAt(cursor, how)),
    openAt,
  };
}
