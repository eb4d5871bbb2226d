/**
 * `npm run restore`: after a backup of the database was restored and before the server opens. Forgets everybody who is in the
 * erasure ledger in PRIVACY_DIR, and makes every desk start over.
 */
import { readConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { createPool } from '../db/pool.ts';
import { openPrivacy, requireSameKey } from '../privacy/privacy.ts';
import { bumpEpoch } from '../sync/epoch.ts';
import { replayLedger } from './replay.ts';

async function main(): Promise<void> {
  const { databaseUrl, privacyDir } = readConfig(process.env);
  const pool = createPool(databaseUrl, { statementTimeoutMs: 0 });
  try {
    await migrate(pool);
    const privacy = await openPrivacy(privacyDir);
    await requireSameKey(pool, privacy);
    const { entries, persons } = await replayLedger(pool, privacy);
    if (entries === 0) await bumpEpoch(pool);
    process.stdout.write(
      `${entries} erasures were missing in this backup; ${persons} persons were in it and are forgotten.\n`,
    );
    process.stdout.write('Every desk starts over. The server may be opened.\n');
  } finally {
    await pool.end();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The ledger could not be replayed.'}\n`);
  process.exitCode = 1;
});
