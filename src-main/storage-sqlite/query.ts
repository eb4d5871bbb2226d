/**
 * Running a prepared query on one table.
 *
 * Invariant: the result is the one RxDB's own matcher and comparator would give over all documents. SQL
 * narrows and orders where it is exact; a limit is given to SQL only when nothing is left to filter or sort.
 */
import type { Statement } from 'better-sqlite3';
import {
  type DeterministicSortComparator,
  getQueryMatcher,
  getSortComparator,
  type QueryMatcher,
  type RxDocumentData,
  type RxJsonSchema,
} from 'rxdb';
import type { Connection } from './connect.ts';
import { CATALOGUE } from './layout.ts';
import {
  countOf,
  isEverything,
  type Plan,
  planOf,
  type QueryTable,
  type StoreQuery,
  selectOf,
  sqlLimit,
} from './plan.ts';
import { statementOf } from './statements.ts';

type Doc = Record<string, unknown>;
type Found = { document: RxDocumentData<Doc>; data: string };

/** RxDB's functions ask for a schema that they do not read (rxdb/src/rx-query-helper.ts). */
const NO_SCHEMA = {} as RxJsonSchema<RxDocumentData<Doc>>;

/** The documents that match, as JSON texts, in the order of the query. */
export function runQuery(db: Connection, table: QueryTable, query: StoreQuery): string[] {
  const plan = planOf(db, table, query);
  if (plan.where.exact && plan.order !== null) return readExact(db, plan);
  const matches = plan.where.exact ? () => true : matcherOf(query);
  if (plan.order !== null) return readOrdered(db, plan, matches);
  const found = readAll(db, plan, matches).sort((a, b) => compare(query, a, b));
  return found.slice(plan.skip, plan.skip + plan.limit).map(({ data }) => data);
}

/** How many documents the query would return. `fast` is false when documents had to be read for it. */
export function runCount(
  db: Connection,
  table: QueryTable,
  query: StoreQuery,
): { count: number; fast: boolean } {
  const plan = planOf(db, table, query);
  if (isEverything(plan, query)) return { count: liveOf(db, table.n), fast: true };
  if (!plan.where.exact) return { count: runQuery(db, table, query).length, fast: false };
  const count = statementOf(db, countOf(plan))
    .pluck()
    .get(...plan.where.params, sqlLimit(plan), plan.skip);
  return { count: count as number, fast: true };
}

function liveOf(db: Connection, n: number): number {
  return statementOf(db, `SELECT live FROM ${CATALOGUE} WHERE n = ?`).pluck().get(n) as number;
}

/** SQLite's plan for the query, or for counting it, for tests that assert which index it uses. */
export function explainQuery(
  db: Connection,
  table: QueryTable,
  query: StoreQuery,
  counting: boolean,
): string[] {
  const plan = planOf(db, table, query);
  const values = [...plan.where.params, ...(counting ? [sqlLimit(plan), plan.skip] : [])];
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${counting ? countOf(plan) : selectOf(plan)}`).all(...values);
  return (rows as { detail: string }[]).map(({ detail }) => detail);
}

/** The statement that reads a plan which SQL decides alone. */
export function statementOfExact(db: Connection, plan: Plan): Statement {
  return statementOf(db, `${selectOf(plan)} LIMIT ? OFFSET ?`).pluck();
}

/** What a plan returns which SQL decides alone, as JSON texts. */
export function readExact(db: Connection, plan: Plan): string[] {
  const statement = statementOfExact(db, plan);
  return statement.all(...plan.where.params, sqlLimit(plan), plan.skip) as string[];
}

function readOrdered(db: Connection, plan: Plan, matches: QueryMatcher<RxDocumentData<Doc>>): string[] {
  const found: string[] = [];
  const end = plan.skip + plan.limit;
  if (end === 0) return found;
  for (const data of statementOf(db, selectOf(plan))
    .pluck()
    .iterate(...plan.where.params)) {
    if (matches(JSON.parse(data as string))) found.push(data as string);
    if (found.length >= end) break;
  }
  return found.slice(plan.skip, end);
}

function readAll(db: Connection, plan: Plan, matches: QueryMatcher<RxDocumentData<Doc>>): Found[] {
  const found: Found[] = [];
  for (const data of statementOf(db, selectOf(plan))
    .pluck()
    .iterate(...plan.where.params)) {
    const document = JSON.parse(data as string) as RxDocumentData<Doc>;
    if (matches(document)) found.push({ document, data: data as string });
  }
  return found;
}

function matcherOf(query: StoreQuery): QueryMatcher<RxDocumentData<Doc>> {
  return getQueryMatcher<Doc>(NO_SCHEMA, query);
}

function compare(query: StoreQuery, a: Found, b: Found): number {
  return comparatorOf(query)(a.document, b.document);
}

const comparators = new WeakMap<StoreQuery, DeterministicSortComparator<Doc>>();

function comparatorOf(query: StoreQuery): DeterministicSortComparator<Doc> {
  const known = comparators.get(query) ?? getSortComparator<Doc>(NO_SCHEMA, query);
  comparators.set(query, known);
  return known;
}
