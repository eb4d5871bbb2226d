/**
 * What is asked in the find box and what was answered.
 *
 * Invariant: Enter never opens a row that answers an older text than the one in the box; the wish to open waits
 * in `openWhenAnswered` until the answer of that text is there.
 */
import { create } from 'zustand';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { type CustomerSort, SEARCH_TEXT_LIMIT, type SearchResult } from '#shared/api/search.ts';
import type { Filter } from '#shared/search/filter.ts';
import type { SavedView } from '#shared/search/view.ts';
import { latestWins } from './latest.ts';

const HITS_LIMIT = 100;

type Asked = { text: string; filter: Filter | null; sort: CustomerSort };
export type Answer = Asked & { result: SearchResult };

/** Whether there is anything to look for; otherwise the recent customers are shown. */
export function isAsked({ text, filter }: Pick<Asked, 'text' | 'filter'>): boolean {
  return text.trim() !== '' || filter !== null;
}

/** Whether an answer is that of what is asked now. */
export function isAnswerOf(answer: Answer | null, { text, filter, sort }: Asked): boolean {
  return answer !== null && answer.text === text && answer.filter === filter && answer.sort === sort;
}

type FindStore = {
  text: string;
  answer: Answer | null;
  problem: ProblemCode | null;
  cursor: number;
  /** Whom the text has found so far, and they alone: gone from the answers they are still who was asked for. */
  found: { text: string; ids: readonly string[] };
  openWhenAnswered: 'open' | 'openBehind' | null;
  filter: Filter | null;
  sort: CustomerSort;
  ask: (text: string) => void;
  /** Narrows and orders the list, with or without text. */
  narrow: (narrowing: { filter: Filter | null; sort: CustomerSort }) => void;
  /** Takes up a search that was kept. */
  takeUp: (view: Pick<SavedView, 'text' | 'filter' | 'sort'>) => void;
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

const UNNARROWED = { filter: null, sort: 'best' as const };
const NOTHING = {
  ...{ text: '', answer: null, problem: null, cursor: 0, openWhenAnswered: null },
  found: { text: '', ids: [] },
};

/** Whom a text has found, over all its answers. */
function foundBy({ found }: FindStore, text: string, { hits }: SearchResult): FindStore['found'] {
  const before = found.text === text ? found.ids : [];
  return { text, ids: [...new Set([...before, ...hits.map(({ id }) => id)])] };
}

export const useFind = create<FindStore>((set, get) => {
  const search = latestWins(
    ({ text, filter, sort }: Asked) => api.customer.search({ text, filter, sort, limit: HITS_LIMIT }),
    (asked, outcome) => {
      if (!isAsked(get())) return;
      const { text } = asked;
      if ('error' in outcome) return set({ problem: problemOf(outcome.error), openWhenAnswered: null });
      const cursor = cursorAfter(get(), text, outcome.answer);
      const found = foundBy(get(), text, outcome.answer);
      set({ answer: { ...asked, result: outcome.answer }, problem: null, cursor, found });
    },
  );
  return {
    ...NOTHING,
    ...UNNARROWED,
    ask: (typed) => {
      const text = typed.slice(0, SEARCH_TEXT_LIMIT);
      const { filter, sort } = get();
      if (!isAsked({ text, filter })) return set({ ...NOTHING, text });
      set({ text, openWhenAnswered: null });
      search({ text, filter, sort });
    },
    narrow: ({ filter, sort }) => {
      const { text } = get();
      if (!isAsked({ text, filter })) return set({ ...NOTHING, text, filter, sort });
      set({ filter, sort });
      search({ text, filter, sort });
    },
    takeUp: ({ text, filter, sort }) => {
      set({ text, filter, sort, openWhenAnswered: null });
      if (isAsked({ text, filter })) search({ text, filter, sort });
    },
    reset: () => set({ ...NOTHING, ...UNNARROWED }),
    askAgain: () => {
      const { text, filter, sort } = get();
      if (isAsked({ text, filter })) search({ text, filter, sort });
    },
    moveTo: (cursor) => set({ cursor }),
    wishToOpen: (openWhenAnswered) => set({ openWhenAnswered }),
  };
});
