/**
 * What is asked in the find box and what was answered.
 *
 * Invariant: Enter never opens a row that answers an older text than the one in the box; the wish to open waits
 * in `openWhenAnswered` until the answer of that text is there.
 */
import { create } from 'zustand';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { SEARCH_TEXT_LIMIT, type SearchResult } from '#shared/api/search.ts';
import { latestWins } from './latest.ts';

const HITS_LIMIT = 100;

export type Answer = { text: string; result: SearchResult };

type FindStore = {
  text: string;
  answer: Answer | null;
  problem: ProblemCode | null;
  cursor: number;
  openWhenAnswered: 'open' | 'openBehind' | null;
  ask: (text: string) => void;
  /** Forgets text and answer, when the user leaves. */
  reset: () => void;
  /** Asks the same text again, after a failure or when customers arrived. */
  askAgain: () => void;
  moveTo: (cursor: number) => void;
  wishToOpen: (how: 'open' | 'openBehind' | null) => void;
};

/** The first row for a new text; the same customer, where they are still listed, when it was asked again. */
function cursorAfter({ answer, cursor }: FindStore, text: string, result: SearchResult): number {
  if (answer?.text !== text) return 0;
  const id = answer.result.hits[cursor]?.id;
  return Math.max(
    result.hits.findIndex((hit) => hit.id === id),
    0,
  );
}

const NOTHING = { text: '', answer: null, problem: null, cursor: 0, openWhenAnswered: null };

export const useFind = create<FindStore>((set, get) => {
  const search = latestWins(
    (text: string) => api.customer.search({ text, limit: HITS_LIMIT }),
    (text, outcome) => {
      if (get().text === '') return;
      if ('error' in outcome) return set({ problem: problemOf(outcome.error), openWhenAnswered: null });
      const cursor = cursorAfter(get(), text, outcome.answer);
      set({ answer: { text, result: outcome.answer }, problem: null, cursor });
    },
  );
  return {
    ...NOTHING,
    ask: (typed) => {
      const text = typed.slice(0, SEARCH_TEXT_LIMIT);
      if (text.trim() === '') return set({ ...NOTHING, text });
      set({ text, openWhenAnswered: null });
      search(text);
    },
    reset: () => set(NOTHING),
    askAgain: () => {
      if (get().text.trim() !== '') search(get().text);
    },
    moveTo: (cursor) => set({ cursor }),
    wishToOpen: (openWhenAnswered) => set({ openWhenAnswered }),
  };
});
