/**
 * A server that carries out one erasure and kills itself on the way, inside the transaction of the step it is told.
 * Arguments: database, folder of keys and ledger, subject, step.
 */
import { createPool } from '../../src-server/db/pool.ts';
import { runJob } from '../../src-server/erasure/run-job.ts';
import { openPrivacy } from '../../src-server/privacy/privacy.ts';

const [url = '', folder = '', subject = '', step = ''] = process.argv.slice(2);
const pool = createPool(url);
const privacy = await openPrivacy(folder);
const beforeCommit = (name: string) => {
  if (name === step) process.kill(process.pid, 'SIGKILL');
};
await runJob({ pool, privacy, beforeCommit }, subject);
await pool.end();
