/** `node src-server/db/migrate-main.ts`: migrates the database of DATABASE_URL; exit code 1 on failure. */
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';

const url = process.env.DATABASE_URL;
if (!url) {
  process.stderr.write('DATABASE_URL is not set.\n');
  process.exit(1);
}
const pool = createPool(url, { max: 1 });
try {
  const applied = await migrate(pool);
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}.\n` : 'Nothing to do.\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'Migration failed.'}\n`);
  process.exitCode = 1;
} finally {
  await pool.end();
}
