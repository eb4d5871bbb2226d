/** Promise P6 on a desk: one that dies while it removes somebody goes on when it is started again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startDemo } from '#server/demo/start-demo.ts';
import { startDeskChild } from '../support/desk-child.ts';
import { MARK } from '../support/forgetting.ts';
import { filesWith, fill, forget, place, requestOf } from '../support/marked-person.ts';
import type { Mutation } from '../support/mutate.ts';

const KILL = `process.kill(process.pid, 'SIGKILL')`;

/** Where a desk dies: before anything is removed, between the two rounds, and before it says that it is done. */
const CRASHES: [when: string, mutation: Mutation][] = [
  ['before anything is removed', place('eraser.ts', 'await erased.add(plan.customers);', `${KILL};`)],
  [
    'when it was removed once',
    place('eraser.ts', 'const done = await removeAll(once);', `${KILL}; const done = once;`),
  ],
  ['before it is confirmed', place('eraser.ts', 'if (await confirm(id))', `if (${KILL})`)],
];

it.each(CRASHES)('dies %s, and goes on', async (_when, mutation) => {
  const folder = await mkdtemp(join(tmpdir(), 'callbook-dies-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const settings = { customers: 5, durable: false, forgetWindowMs: 0 };
  const demo = await startDemo({ folder: join(folder, 'server'), ...settings });
  onTestFinished(() => demo.stop());
  const path = join(folder, 'desk');
  const officer = await startDeskChild(join(folder, 'officer'), demo.serverUrl, 'noor');
  const desk = await startDeskChild(path, demo.serverUrl, 'casey', { mutations: [mutation] });
  const id = await fill(desk);
  await expect.poll(() => officer.first('customer.watch', { id }), { timeout: 60_000 }).not.toBeNull();
  const request = await forget(desk, officer, id);
  await desk.ended;
  const again = await startDeskChild(path, demo.serverUrl, 'casey');
  await expect.poll(() => filesWith(path, MARK), { timeout: 60_000 }).toEqual([]);
  expect(await again.call('request.erasedAmong', { ids: [id] })).toEqual([id]);
  const confirmed = async () => (await requestOf(officer, request))?.desks?.confirmed;
  await expect.poll(confirmed, { timeout: 60_000 }).toBe(2);
  await again.stop();
  await officer.stop();
});
