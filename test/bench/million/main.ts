/**
 * `npm run bench -- million [--customers N]`: the first sync of a store that is as large as they get, through the real
 * sync from a real backend, and starts with it; and the same with a hundredth of it, to compare. Prints a table.
 * PostgreSQL and the backend run on the same machine at the same time.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { ALLOCATOR_ENV } from '#main/host/browser/allocator.ts';
import { startChild } from '../../../build/child.ts';

type Told = { customers: number; ms: number; peak: number };

const CHILD = join(import.meta.dirname, 'desk.child.ts');
const print = (line: string) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { customers: { type: 'string', default: '1000000' } },
});
const customers = Number(values.customers);

print('| customers | synced, docs/s | its last tenth, docs/s | most resident, MB | store, MB | start, ms |');
print('|---:|---:|---:|---:|---:|---:|');
for (const count of [Math.ceil(customers / 100), customers]) await measure(count);

async function measure(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'callbook-million-'));
  const ready = Promise.withResolvers<string>();
  const args = ['src-server/demo/main.ts', '--data', join(folder, 'server'), '--customers', `${count}`];
  const server = startChild(process.execPath, args, (line) => {
    if (line.startsWith('READY ')) ready.resolve(JSON.parse(line.slice(6)).serverUrl);
  });
  server.exited.then(() => ready.reject(new Error('The backend ended.')));
  try {
    const serverUrl = await ready.promise;
    const tenths = await run('sync', folder, serverUrl, count);
    const starts = [
      await run('start', folder, serverUrl, count),
      await run('start', folder, serverUrl, count),
    ].flat();
    const megabytes = (await storeBytes(join(folder, 'desk/users'))) / 2 ** 20;
    print(row(count, tenths, starts, megabytes));
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(phase: string, folder: string, serverUrl: string, count: number): Promise<Told[]> {
  const args = [CHILD, phase, join(folder, 'desk'), serverUrl, `${count}`];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, ...ALLOCATOR_ENV },
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
}

function row(count: number, tenths: Told[], starts: Told[], megabytes: number): string {
  const [before, last] = tenths.slice(-3, -1);
  if (!before || !last) throw new Error('The sync told nothing.');
  const cells = [
    (count / last.ms) * 1000,
    ((last.customers - before.customers) / (last.ms - before.ms)) * 1000,
    Math.max(...tenths.map(({ peak }) => peak)) / 2 ** 20,
    megabytes,
    Math.min(...starts.map(({ ms }) => ms)),
  ];
  return `| ${[count, ...cells].map((cell) => Math.round(cell).toLocaleString('en')).join(' | ')} |`;
}

async function storeBytes(users: string): Promise<number> {
  const names = await readdir(users, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(users, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
