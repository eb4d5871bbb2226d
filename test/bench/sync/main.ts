/**
 * `npm run bench -- sync [--customers N]`: first sync and catch-up beside RxDB as it comes, what the server adds to its
 * statements, and how soon a change is on another desk's screen. Into docs/BENCHMARKS-SYNC.md. Nothing is asserted.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_CLIENT, startDemo } from '#server/demo/start-demo.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { buildIfNeeded, ROOT } from '../../../build/bundle.ts';
import { openDeskWindow, signIn, startChromium, startDeskProcess } from '../../support/desk-process.ts';
import { signIn as tokensOf } from '../../support/sign-in.ts';
import { measureRawInserts } from '../raw-inserts.ts';
import { measureChild, type SyncRates } from './peers.ts';
import { measureScreen, openIdleDesks } from './screen.ts';
import { measureServer } from './server-rates.ts';

const IDLE_DESKS = 1000;
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { customers: { type: 'string', default: '20000' } },
});
const count = Number(values.customers);
const print = (line: string) => process.stdout.write(`${line}\n`);
await buildIfNeeded(print);
const folder = await mkdtemp(join(tmpdir(), 'callbook-bench-'));
const demo = await startDemo({ folder: join(folder, 'server'), customers: count });
try {
  const token = async () =>
    (await tokensOf({ issuer: demo.issuer, clientId: DEMO_CLIENT.clientId, account: 'noor' })).accessToken;
  const raw = measureRawInserts(join(folder, 'raw.db'), await sample());
  const stock = await measureChild<SyncRates>('stock.child.ts', [
    demo.serverUrl,
    await token(),
    `${count}`,
    demo.databaseUrl,
  ]);
  print('RxDB as it comes: done');
  const ours = await measureChild<SyncRates>('desk.child.ts', [
    join(folder, 'desk'),
    demo.serverUrl,
    `${count}`,
    demo.databaseUrl,
  ]);
  print('our core: done');
  const server = await measureServer(demo.serverUrl, await editorToken(), demo.pool);
  print('server: done');
  const screen = await measureOnScreen();
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const times = (value: number, peer: number) => (value / peer).toFixed(2);
  const at = (list: number[], share: number) =>
    `${(list.toSorted((a, b) => a - b)[Math.floor(list.length * share)] ?? 0).toFixed(0)} ms`;
  const rows = [
    ['Raw SQLite inserts, encrypted, rows like these', `${whole(raw.encrypted)} docs/s`, '1'],
    [
      'First sync, RxDB as it comes, in memory',
      `${whole(stock.first)} docs/s`,
      times(stock.first, raw.encrypted),
    ],
    [
      'First sync, Callbook, encrypted, searchable',
      `${whole(ours.first)} docs/s`,
      times(ours.first, raw.encrypted),
    ],
    [
      'Catch-up, RxDB as it comes, in memory',
      `${whole(stock.catchUp)} docs/s`,
      times(stock.catchUp, raw.encrypted),
    ],
    ['Catch-up, Callbook', `${whole(ours.catchUp)} docs/s`, times(ours.catchUp, raw.encrypted)],
    ['Pages of 250 read from the feed, by the driver', `${whole(server.pullRaw)} /s`, '1'],
    ['Pulls of 250, through the server', `${whole(server.pull)} /s`, times(server.pull, server.pullRaw)],
    ['Rows written with feed and receipt, by the driver', `${whole(server.pushRaw)} /s`, '1'],
    [
      'Rows pushed and judged, through the server',
      `${whole(server.push)} /s`,
      times(server.push, server.pushRaw),
    ],
    [`Commit to poke, ${whole(IDLE_DESKS)} idle desks, p50`, at(screen.poke, 0.5), ''],
    [`Commit to poke, ${whole(IDLE_DESKS)} idle desks, p95`, at(screen.poke, 0.95), ''],
    [`Commit to another desk’s screen, ${whole(IDLE_DESKS)} idle desks, p50`, at(screen.screen, 0.5), ''],
    [`Commit to another desk’s screen, ${whole(IDLE_DESKS)} idle desks, p95`, at(screen.screen, 0.95), ''],
  ];
  const text = [
    '# Benchmarks of sync',
    '',
    'The last run of `npm run bench -- sync`. Ratios are against the row marked 1 above them, in the same run. Backend,',
    'PostgreSQL, the desks and Chromium shared one machine.',
    '',
    `- ${whole(count)} customers; ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 1e6)} MB of memory, Node ${process.versions.node}`,
    '- A poke is sent at most every 150 ms, by design: half of that is in the time to a screen on average',
    '',
    '| measured | value | ratio |',
    '|---|---:|---:|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
  print(text);
  await writeFile(join(ROOT, 'docs/BENCHMARKS-SYNC.md'), text);
} finally {
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
}

async function sample(): Promise<Customer[]> {
  const { rows } = await demo.pool.query<{ doc: Customer }>('SELECT doc FROM customers LIMIT 20000');
  return rows.map(({ doc }) => doc);
}

/** Of somebody who may change every customer. */
async function editorToken(): Promise<string> {
  return (await tokensOf({ issuer: demo.issuer, clientId: DEMO_CLIENT.clientId, account: 'devi' }))
    .accessToken;
}

async function measureOnScreen() {
  const browser = await startChromium();
  const desk = await startDeskProcess(join(folder, 'screen'), demo.serverUrl);
  const token = await editorToken();
  const close = await openIdleDesks(demo.serverUrl, token, IDLE_DESKS);
  try {
    const window = await openDeskWindow(browser, desk.link);
    await signIn(window, /Casey/);
    const { rows } = await demo.pool.query<{ doc: Customer }>(
      `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
    );
    const customer = rows[0]?.doc;
    if (!customer) throw new Error('There is no customer.');
    const { page } = window;
    await page
      .getByRole('status', { name: 'Sync state' })
      .getByText(/Synced/)
      .waitFor();
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill(customer.number);
    await page.getByRole('option').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return await measureScreen({ serverUrl: demo.serverUrl, token, pool: demo.pool, page, customer });
  } finally {
    close();
    await browser.close();
    await desk.stop();
  }
}
