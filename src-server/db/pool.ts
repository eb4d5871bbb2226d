/**
 * Connections to PostgreSQL. Guards that no session can hold the feed's horizon for long: a statement and an
 * idle transaction both end by themselves.
 */
import pg from 'pg';

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;
/** Whatever can run a statement: a pool, or a client inside a transaction. */
export type Sql = Pick<pg.ClientBase, 'query'>;

const IDLE_IN_TRANSACTION_MS = 15_000;
const CONNECT_MS = 5_000;

export type PoolOptions = { max?: number; statementTimeoutMs?: number; onIdleError?: (error: Error) => void };

/**
 * A pool for the database at `url`. Connects when first used.
 * @param options `max` connections (10), `statementTimeoutMs` (10 s; 0 for none), `onIdleError` hears of
 *   connections lost while idle, which the pool replaces by itself.
 */
export function createPool(url: string, options: PoolOptions = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: 'callbook',
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  return pool;
}
