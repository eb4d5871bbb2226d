/**
 * `node src-server/db/migrate-main.ts [--new-epoch]`: migrates the database of DATABASE_URL; exit code 1 on
 * failure. With --new-epoch, as part of restoring a backup, every desk fetches everything again.
 */
import { parseArgs } from 'node:util';
import { bumpEpoch } from '../sync/epoch.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'new-epoch': { type: 'boolean', default: false } } });
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set.');
  const pool = createPool(url, { max: 1 });
  try {
    const applied = await migrate(pool);
    process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}.\n` : 'Nothing to migrate.\n');
    if (!values['new-epoch']) return;
    await bumpEpoch(pool);
    process.stdout.write('A new epoch began: every desk fetches everything again.\n');
  } finally {
    await pool.end();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Migration failed.'}\n`);
  process.exitCode = 1;
});
