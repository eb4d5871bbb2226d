/** `node src-server/sync/bump-epoch-main.ts`: part of restoring a backup; every desk fetches everything anew. */
import { createPool } from '../db/pool.ts';
import { bumpEpoch } from './epoch.ts';

const url = process.env.DATABASE_URL;
if (!url) {
  process.stderr.write('DATABASE_URL is not set.\n');
  process.exit(1);
}
const pool = createPool(url, { max: 1 });
try {
  await bumpEpoch(pool);
  process.stdout.write('A new epoch began; every desk fetches everything again.\n');
} finally {
  await pool.end();
}
