/** One changed byte, anywhere: the desk opens whole or says what is wrong; never a crash, never an empty store. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { isSynced, signInCore, startTestCore } from '../support/core.ts';

const CHILD = fileURLToPath(new URL('./health-flip.child.ts', import.meta.url));
const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`health-flip seed ${SEED}`);
const CUSTOMERS = 60;

let folder: string;
let demo: Demo;
let held = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-flips-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: CUSTOMERS, durable: false });
  const core = await startTestCore(join(folder, 'desk'), demo.serverUrl);
  await signInCore(core, 'casey');
  const { rows: scope } = await demo.pool.query(
    `SELECT count(*)::int AS n FROM customers WHERE region = 'north'`,
  );
  held = scope[0].n;
  await core.status(
    (status) =>
      isSynced(status) &&
      status.collections.some(({ name, documents }) => name === 'customers' && documents === held),
  );
  await demo.stopServer();
  const { rows } = await demo.pool.query(`SELECT id FROM customers WHERE region = 'north' LIMIT 1`);
  await core.session.desk().comments.add({ id: uuidv7(), customerId: rows[0].id, text: 'not sent' });
  await core.status(({ waiting }) => waiting === 1);
  await vi.waitFor(async () => expect(await unsentText()).toContain('1'), { timeout: 10_000 });
  await cp(join(folder, 'desk'), join(folder, 'running'), { recursive: true });
  await core.close();
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function unsentText(): Promise<string> {
  const [user = ''] = await readdir(join(folder, 'desk', 'users'));
  return readFile(join(folder, 'desk', 'users', user, 'unsent.json'), 'utf8');
}

type Outcome = { where: string; answers: string[] };

async function outcomesOf(...args: string[]): Promise<Outcome[]> {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(code, 'the program ended by itself').toBe(0);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}

/** The whole store, or a reason that is named, with what waits. */
function isHonest(answer: string): boolean {
  if (answer === `ok ${held}`) return true;
  const state = JSON.parse(answer.startsWith('{') ? answer : '{}') as { state?: string; problem?: string };
  return state.state === 'recovery' && /STORE_(CORRUPT|WRONG_KEY|NEWER|FAILED)/.test(state.problem ?? '');
}

test('100 bytes changed, one a copy', { timeout: 900_000 }, async () => {
  const halves = [SEED, SEED + 1].map((seed) => outcomesOf(join(folder, 'desk'), `${seed}`, '50'));
  const outcomes = (await Promise.all(halves)).flat();
  expect(outcomes.length).toBe(100);
  expect(outcomes.filter(({ answers }) => !answers.every(isHonest))).toEqual([]);
  const noticed = outcomes.filter(({ answers }) => answers[1] !== `ok ${held}`);
  console.log(`${noticed.length} of 100 noticed, the others harmless`);
  const inDatabase = outcomes.filter(({ where }) => where.startsWith('store.db '));
  expect(inDatabase.filter(({ answers }) => answers[1] === `ok ${held}`).length).toBeLessThan(
    inDatabase.length / 2,
  );
});

test('a log that was cut off, of a desk that was killed', async () => {
  const [user = ''] = await readdir(join(folder, 'running', 'users'));
  expect(await readdir(join(folder, 'running', 'users', user))).toContain('store.db-wal');
  const outcomes = await outcomesOf(join(folder, 'running'), `${SEED}`, '10', 'cut');
  console.log(outcomes.map(({ answers }) => answers[1]).join('\n'));
  for (const { answers } of outcomes)
    for (const answer of answers)
      expect(answer).toMatch(/^ok \d+ waiting (1 (un)?told|0 told)$|"state":"recovery"/);
});
