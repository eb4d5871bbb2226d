/** Customers on this desk who may be the one in a form: found by the index, judged by their documents. */
import type { Duplicate } from '#shared/api/customer.ts';
import type { SearchHit, SearchResult } from '#shared/api/search.ts';
import { duplicateQueries, duplicateReasons, strength } from '#shared/customer/duplicate.ts';
import { type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import type { IndexQuestion } from '../search/search-operations.ts';
import type { DeskDatabase } from '../store/database.ts';

type Index = {
  search(question: IndexQuestion): Promise<SearchResult>;
  rows(ids: string[]): Promise<SearchHit[]>;
};

/** How many are looked at for each question, and shown in the end. */
const CANDIDATES = 10;
const PLAIN = { limit: CANDIDATES, filter: null, sort: 'best', whole: false } as const;
const SHOWN = 5;
const QUESTIONS = 8;

/** The likeliest first; the customer `except` is never one of them. */
export async function findDuplicates(
  database: DeskDatabase,
  index: Index,
  mine: CustomerEditable,
  { except, exact }: { except: string; exact: boolean },
): Promise<Duplicate[]> {
  const questions = duplicateQueries(mine).slice(0, QUESTIONS);
  const answers = await Promise.all(questions.map((text) => index.search({ ...PLAIN, text, exact })));
  const ids = new Set(answers.flatMap(({ hits }) => hits.map(({ id }) => id)));
  ids.delete(except);
  const documents = await database.customers.findByIds([...ids]).exec();
  const found = [...documents.values()]
    .map((document) => ({
      id: document.id,
      reasons: duplicateReasons(mine, editableOf(document.toMutableJSON())),
    }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((one, other) => strength(one.reasons) - strength(other.reasons))
    .slice(0, SHOWN);
  const hits = await index.rows(found.map(({ id }) => id));
  return hits.map((hit) => ({ hit, reasons: found.find(({ id }) => id === hit.id)?.reasons ?? [] }));
}
