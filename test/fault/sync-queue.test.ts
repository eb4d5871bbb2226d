/** Ten thousand comments typed offline, one in a hundred of them refused, sent by a desk that is killed on the way, twice. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { startTelling, type TellingChild } from '../support/telling-child.ts';

const COMMENTS = 10_000;
const REFUSED = COMMENTS / 100;
const KILLED_AT = [0.3, 0.6];
const MB = 1024 * 1024;
/** Of the whole process; a desk with an empty queue takes some 300, a first sync of any size up to this. */
const PEAK_MB = 430;
const CHILD = join(import.meta.dirname, 'sync-queue.child.ts');

let folder: string;
let demo: Demo;
let desk: TellingChild<Told> | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-queue-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 50, durable: false });
});
afterAll(async () => {
  await desk?.kill();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

type Told = { rss?: number; filled?: number; attention?: string[]; status?: unknown; log?: unknown };

let peak = 0;
function startDesk(...more: string[]): TellingChild<Told> {
  desk = startTelling<Told>([CHILD, join(folder, 'desk'), demo.serverUrl, ...more], ({ rss = 0 }) => {
    peak = Math.max(peak, rss);
  });
  return desk;
}

const taken = async (): Promise<number> => {
  const { rows } = await demo.pool.query(
    `SELECT count(*)::int AS n FROM comments WHERE doc->>'text' LIKE 'typed %'`,
  );
  return rows[0].n;
};

async function killWhenTaken(running: TellingChild<Told>, share: number): Promise<void> {
  await expect.poll(taken, { interval: 20, timeout: 200_000 }).toBeGreaterThanOrEqual(COMMENTS * share);
  await running.kill();
}

test('each takes effect once or is kept where the user finds it, in bounded memory', async () => {
  const { rows } = await demo.pool.query<{ doc: Customer }>(
    `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 2`,
  );
  const [refused = '', other = ''] = rows.map(({ doc }) => doc.id);
  const first = startDesk(`${COMMENTS}`, refused, other);
  await first.told(({ filled }) => filled !== undefined);
  await changeCustomer(demo.pool, refused, { status: 'restricted' });
  first.process.stdin?.write('go\n');
  let running = first;
  for (const share of KILLED_AT) {
    await killWhenTaken(running, share);
    expect(await taken(), 'killed before the end').toBeLessThan(COMMENTS - REFUSED);
    running = startDesk();
  }
  const { attention = [] } = await running.told((line) => line.attention !== undefined);
  expect(await taken()).toBe(COMMENTS - REFUSED);
  const { rows: effects } = await demo.pool.query(
    `SELECT count(*)::int AS entries, count(DISTINCT doc->>'text')::int AS texts
       FROM change_feed f JOIN comments c ON c.id = f.doc_id WHERE c.doc->>'text' LIKE 'typed %'`,
  );
  expect(effects[0]).toEqual({ entries: COMMENTS - REFUSED, texts: COMMENTS - REFUSED });
  expect(attention.sort()).toEqual(Array.from({ length: REFUSED }, (_, at) => `typed ${at}`).sort());
  console.log(`${Math.round(peak / MB)} MB at most`);
  expect(Math.round(peak / MB)).toBeLessThan(PEAK_MB);
});
