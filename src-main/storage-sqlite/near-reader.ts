/**
 * Reads whose work is bounded by what they return, on the thread that asks: a few documents by id, and the first
 * rows of a query that an index answers alone. The way to a worker and back costs several times such a read.
 *
 * Invariants
 * - What may scan, sort or wait for a lock is left to the reading worker: the answer is then null.
 * - A caller that reads in a loop does not hold the thread: when one turn of the event loop has read for `TURN_MS`,
 *   the worker answers, and the loop turns.
 * - No statement stays open between two calls, so that a checkpoint never waits for this thread.
 */
import type { Statement } from 'better-sqlite3';
import type { Cipher } from './cipher.ts';
import { type Connection, connect } from './connect.ts';
import { isBusy, toStoreError } from './errors.ts';
import { type Plan, planOf, type QueryTable, type StoreQuery, selectOf } from './plan.ts';
import { readExact, statementOfExact } from './query.ts';
import { findByIds } from './reads.ts';

/** Documents that one read may return: some 0.5 ms of the thread, a thirtieth of a frame. */
const ROWS = 100;
const CACHE_KB = 8192;
/** A quarter of a frame. */
const TURN_MS = 4;

export class NearReader {
  readonly #db: Connection;
  #open = true;
  /** When this turn of the event loop read first; null when it did not. */
  #since: number | null = null;

  constructor(file: string, key: Uint8Array | null, cipher: Cipher) {
    this.#db = connect(file, { cipher, key, readonly: true, busyTimeout: 0, cacheKb: CACHE_KB });
  }

  /** The documents with these ids as JSON texts, in the order of the ids; null when the worker is to be asked. */
  find(n: number, ids: string[], withDeleted: boolean): string[] | null {
    if (ids.length > ROWS) return null;
    return this.#read((db) => findByIds(db, n, ids, withDeleted));
  }

  /** The documents that the query returns as JSON texts; null when the worker is to be asked. */
  query(table: QueryTable, query: StoreQuery): string[] | null {
    if ((query.limit ?? Number.POSITIVE_INFINITY) + (query.skip ?? 0) > ROWS) return null;
    return this.#read((db) => {
      const plan = planOf(db, table, query);
      return isBounded(db, plan) ? readExact(db, plan) : null;
    });
  }

  /** May be called twice. */
  close(): void {
    if (this.#open) this.#db.close();
    this.#open = false;
  }

  #read(work: (db: Connection) => string[] | null): string[] | null {
    if (!this.#open || !this.#hasTime()) return null;
    try {
      return work(this.#db);
    } catch (error) {
      if (isBusy(error)) return null;
      throw toStoreError(error);
    }
  }

  #hasTime(): boolean {
    if (this.#since !== null) return performance.now() - this.#since < TURN_MS;
    this.#since = performance.now();
    setImmediate(() => {
      this.#since = null;
    });
    return true;
  }
}

const known = new WeakMap<Statement, boolean>();

/**
 * Whether every row that SQLite looks at is returned: one search of one index decides all conditions and the order.
 * SQLite names the conditions that an index decides in brackets (https://sqlite.org/eqp.html).
 */
function isBounded(db: Connection, plan: Plan): boolean {
  if (!plan.where.exact || plan.order === null) return false;
  const statement = statementOfExact(db, plan);
  const before = known.get(statement);
  if (before !== undefined) return before;
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${selectOf(plan)}`).all(...plan.where.params);
  const [{ detail }, ...others] = steps as [{ detail: string }];
  const decided = detail.startsWith('SEARCH') ? (detail.match(/\?/g)?.length ?? 0) : -1;
  const bounded = others.length === 0 && decided === plan.where.params.length;
  known.set(statement, bounded);
  return bounded;
}
