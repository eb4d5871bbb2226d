/** One candidate in a process of its own, so that its memory is its own: prints its measures as JSON. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { candidates } from './candidates.ts';
import { measure } from './measure.ts';

const [name = '', count = '', shim] = process.argv.slice(2);
const n = Number(count);
const entry = candidates(shim)[name];
if (!entry) throw new Error(`No candidate ${name}.`);
const folder = mkdtempSync(join(tmpdir(), 'callbook-bench-store-'));
try {
  const measures = await measure(await entry.make(folder, n), n, folder);
  process.stdout.write(JSON.stringify(measures));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
