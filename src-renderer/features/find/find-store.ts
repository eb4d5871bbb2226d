/**
 * What is asked in the find box and what was answered.
 *
 * Invariant: Enter never opens a row that answers an older text than the one in the box; the wish to open waits
 * in `openWhenAnswered` until the answer of that text is there.
 */
import { create } from 'zustand';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { SEARCH_TEXT_LIMIT, type SearchResult } from '#shared/api/customer.ts';
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
  /** Asks the same text again, after a failure or when customers arrived. */
  askAgain: () => void;
  moveTo: (cursor: number) => void;
  wishToOpen: (how: 'open' | 'openBehind' | null) => void;
};

const NOTHING = { text: '', answer: null, problem: null, cursor: 0, openWhenAnswered: null };

export const useFind = create<FindStore>((set, get) => {
  const search = latestWins(
    (text: string) => api.customer.search({ text, limit: HITS_LIMIT }),
    (text, outcome) => {
      if (get().text === '') return;
      if ('error' in outcome) return set({ problem: problemOf(outcome.error), openWhenAnswered: null });
      const repeated = get().answer?.text === text;
      const cursor = repeated ? Math.min(get().cursor, Math.max(outcome.answer.hits.length - 1, 0)) : 0;
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
    askAgain: () => {
      if (get().text.trim() !== '') search(get().text);
    },
    moveTo: (cursor) => set({ cursor }),
    wishToOpen: (openWhenAnswered) => set({ openWhenAnswered }),
  };
});
