/**
 * `npm run bench -- store [--sizes 10000,100000] [--indexeddbshim folder]`: our storage beside its limit and its
 * alternatives, all in one run, into docs/BENCHMARKS-STORE.md. Nothing is asserted.
 *
 * indexeddbshim is no dependency, because it brings packages that must be compiled: name a folder where it is
 * installed to have it in the table.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { candidates } from './candidates.ts';
import type { Measures } from './measure.ts';
import { type Failure, type Result, renderReport } from './report.ts';
import { measureWhileWriting } from './while-writing.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    indexeddbshim: { type: 'string' },
  },
  allowPositionals: true,
});
const CHILD = fileURLToPath(new URL('./candidate.child.ts', import.meta.url));
const REPORT = fileURLToPath(new URL('../../../docs/BENCHMARKS-STORE.md', import.meta.url));
const print = (line: string) => process.stdout.write(`${line}\n`);

const results: Result[] = [];
/** A peer that cannot do it is a result too. */
const failures: Failure[] = [];
for (const n of values.sizes.split(',').map(Number)) {
  for (const [name, { limit }] of Object.entries(candidates(values.indexeddbshim))) {
    if (n > limit) continue;
    print(`${n.toLocaleString('en')}: ${name}`);
    try {
      results.push({ name, n, measures: await runChild(name, n) });
    } catch (error) {
      const { stderr = '' } = error as { stderr?: string };
      failures.push({
        name,
        n,
        reason: stderr.match(/^\w*Error.*$/m)?.[0].trim() ?? 'no reason',
      });
    }
  }
}
print('reading while writing');
const promises = await measureWhileWriting();
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 1e6)} MB of memory, Node ${process.versions.node}`;
const report = renderReport(results, failures, promises, machine);
print(report);
await writeFile(REPORT, report);

/** Measures come on the last line; RxDB's Dexie storage prints advice before. */
async function runChild(name: string, n: number): Promise<Measures> {
  const args = [CHILD, name, `${n}`, ...(values.indexeddbshim ? [values.indexeddbshim] : [])];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measures;
}
