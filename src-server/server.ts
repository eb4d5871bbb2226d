/** `node src-server/server.ts`: the backend on the database and issuer that the environment names. */
import { readConfig } from './config.ts';
import { isCurrent } from './db/migrate.ts';
import { createPool } from './db/pool.ts';
import { serve } from './serve.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const stopped = stopSignal();
  await requireMigrated(config.databaseUrl);
  const server = await serve(config);
  await stopped;
  await server.close();
  process.exit(0);
}

/** Resolves with the first SIGTERM or SIGINT; listens from now on, so that none is missed while starting. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve());
    process.on('SIGINT', () => resolve());
  });
}

/** A server on another schema than its own would damage it. */
async function requireMigrated(url: string): Promise<void> {
  const pool = createPool(url, { max: 1 });
  try {
    const current = await isCurrent(pool).catch(() => false);
    if (!current) throw new Error('The database cannot be reached or is not migrated (db/migrate-main.ts).');
  } finally {
    await pool.end();
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : 'The server failed.'}\n`);
  process.exit(1);
}

main().catch(fail);
