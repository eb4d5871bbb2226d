/** A real PostgreSQL for tests: one server a test file, in a folder that is removed afterwards. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../src-server/db/migrate.ts';
import { createPool, type Pool } from '../../src-server/db/pool.ts';
import { startPostgres } from '../../src-server/demo/embedded-postgres.ts';

export type TestPostgres = {
  /** A new, empty database; its address. */
  emptyDatabase(): Promise<string>;
  /** A new database with the schema, and connections to it that `stop` closes. */
  database(): Promise<{ url: string; pool: Pool }>;
  stop(): Promise<void>;
};

/** A folder that the account which runs PostgreSQL can enter. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'callbook-test-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Starts the server. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await temporaryFolder();
  const server = await startPostgres({ folder, durable: false });
  const pools: Pool[] = [];
  let count = 0;

  async function emptyDatabase(): Promise<string> {
    count += 1;
    const admin = createPool(server.url('postgres'), { max: 1 });
    await admin.query(`CREATE DATABASE test_${count}`);
    await admin.end();
    return server.url(`test_${count}`);
  }

  return {
    emptyDatabase,
    async database() {
      const url = await emptyDatabase();
      const pool = createPool(url);
      pools.push(pool);
      await migrate(pool);
      return { url, pool };
    },
    async stop() {
      for (const pool of pools) await pool.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
