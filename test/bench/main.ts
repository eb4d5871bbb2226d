/**
 * `npm run bench`: the main job measured on this machine, against named peers of the same run. Prints a table and
 * keeps it in docs/BENCHMARKS.md. Nothing is asserted: times differ from machine to machine, ratios less.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { boundHeap } from '#main/heap.ts';
import { ROOT } from '../../build/bundle.ts';
import { startChild } from '../../build/child.ts';
import { measureFirstSync, measureRestart } from './core-measures.ts';
import { measureRawInserts } from './raw-inserts.ts';
import { measureSearch } from './search-measures.ts';
import { type Row, renderTable } from './table.ts';

if (process.argv[2] === 'store') {
  await import('./store/main.ts');
  process.exit();
}
if (process.argv[2] === 'sync') {
  await import('./sync/main.ts');
  process.exit();
}
if (process.argv[2] === 'million') {
  await import('./million/main.ts');
  process.exit();
}
// As a host does: the core runs in this process.
boundHeap();
const { values } = parseArgs({ options: { customers: { type: 'string', default: '100000' } } });
const customers = Number(values.customers);
const print = (line: string) => process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'callbook-bench-'));
const ready = Promise.withResolvers<string>();
const server = startChild(
  process.execPath,
  ['src-server/demo/main.ts', '--data', join(folder, 'server'), '--customers', `${customers}`],
  (line) => (line.startsWith('READY ') ? ready.resolve(JSON.parse(line.slice(6)).serverUrl) : print(line)),
);
server.exited.then(() => ready.reject(new Error('The backend ended.')));
try {
  const serverUrl = await ready.promise;
  const desk = { dataDir: join(folder, 'desk'), serverUrl, customers, print };
  const sync = await measureFirstSync(desk);
  const raw = measureRawInserts(join(folder, 'raw.db'), sync.documents);
  const search = await measureSearch(desk, sync.documents);
  const restart = await measureRestart(desk);
  const rows: Row[] = [
    ['Raw SQLite inserts, encrypted, rows like these', `${rate(raw.encrypted)} docs/s`, '1'],
    [
      'Raw SQLite inserts, not encrypted, rows like these',
      `${rate(raw.plain)} docs/s`,
      ratio(raw.plain, raw.encrypted),
    ],
    [
      'First sync, server to searchable',
      `${rate(sync.perSecond)} docs/s`,
      ratio(sync.perSecond, raw.encrypted),
    ],
    ['First sync, longest pause of the core’s event loop', `${sync.longestPauseMs.toFixed(0)} ms`, ''],
    ...inWords('Search while the first sync writes, a key every 40 ms', sync.searches, search.echoP50),
    ...inWords('Search, asked of the core’s service, each keystroke', search.own, search.echoP50),
    ...inWords('Search through the RPC of the browser host', search.bySocket, search.echoP50),
    ...inWords('Search through the RPC of Electron (its port)', search.byPort, search.echoP50),
    ['The RPC of the browser host adds, p50', milliseconds(search.bySocket.p50 - search.own.p50), ''],
    ['The RPC of Electron adds, p50', milliseconds(search.byPort.p50 - search.own.p50), ''],
    ...inWords('From a saved change to found by it', search.changed, search.echoP50),
    ['An empty RPC call (the floor of the above), p50', milliseconds(search.echoP50), '1'],
    ['Start with a filled store to the first search answered', `${restart.ms.toFixed(0)} ms`, ''],
    ['Resident memory of the core after the first sync', `${megabytes(sync.rss)} MB`, ''],
    ['Resident memory of the core after a restart and a search', `${megabytes(restart.rss)} MB`, ''],
    ['Store on the disk', `${megabytes(restart.storeBytes)} MB`, ''],
  ];
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${megabytes(totalmem())} MB of memory, Node ${process.versions.node}`;
  const text = renderTable({ customers, machine, rows, keystrokes: search.count });
  print(text);
  await writeFile(join(ROOT, 'docs/BENCHMARKS.md'), text);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

function inWords(what: string, times: { p50: number; p95: number; p99: number }, peer: number): Row[] {
  return (['p50', 'p95', 'p99'] as const).map((share) => [
    `${what}, ${share}`,
    milliseconds(times[share]),
    ratio(times[share], peer),
  ]);
}
function milliseconds(ms: number): string {
  return `${ms.toFixed(2)} ms`;
}
function rate(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en');
}
function ratio(value: number, peer: number): string {
  return (value / peer).toFixed(2);
}
function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
