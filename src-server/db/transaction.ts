/** Transactions. Guards that a client never goes back to the pool inside a transaction or after a broken one. */
import type { Pool, PoolClient } from './pool.ts';

/**
 * Runs `work` in one READ COMMITTED transaction and commits it.
 * @returns what `work` returned, once committed.
 * @throws what `work` or the database threw; then nothing of it was kept.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection can die between two statements; without a listener that would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
