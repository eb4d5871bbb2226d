/** Promise P6 in a window: what Chromium keeps on the disk of somebody who is typed about never shows them, and drafts go. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { startDeskChild } from '../support/desk-child.ts';
import { openProfileWindow, signIn, startDeskProcess } from '../support/desk-process.ts';
import { MARK, marked } from '../support/forgetting.ts';
import { filesWith, forget } from '../support/marked-person.ts';
import { isSynced } from '../support/stage.ts';

let folder: string;
let demo: Demo;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-window-'));
  const settings = { customers: 20, durable: false, forgetWindowMs: 0 };
  demo = await startDemo({ folder: join(folder, 'server'), ...settings });
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Records of the window's own database about this customer. */
function draftsOf(id: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('callbook-drafts');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const keys = opening.result.transaction('records').objectStore('records').getAllKeys();
      keys.onsuccess = () => {
        opening.result.close();
        resolve(keys.result.map(String).filter((key) => key.includes(id)));
      };
    };
  });
}

it('keeps nothing readable of a person in the profile, and drops the drafts about them', async () => {
  const { rows } = await demo.pool.query(
    `SELECT id, doc->>'number' AS number FROM customers
      WHERE region = 'north' AND NOT deleted AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
  );
  const { id, number } = rows[0];
  const family = marked('Family');
  await changeCustomer(demo.pool, id, { given: marked('Given'), family });
  const desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  const profile = join(folder, 'profile');
  const window = await openProfileWindow(desk.link, profile);
  const { page } = window;
  await signIn(window, /Casey Morgan/);
  await isSynced(page);
  const box = page.getByRole('searchbox', { name: 'Find a customer' });
  await box.fill(family);
  await box.press('Enter');
  await page.getByRole('heading', { level: 1, name: new RegExp(family) }).waitFor();
  await page
    .getByRole('textbox', { name: /comment/i })
    .first()
    .fill(marked('Draft'));
  await expect.poll(() => page.evaluate(draftsOf, id), { timeout: 20_000 }).not.toEqual([]);
  await page.getByText(number).first().waitFor();

  const officer = await startDeskChild(join(folder, 'officer'), demo.serverUrl, 'noor');
  const other = await startDeskChild(join(folder, 'other'), demo.serverUrl, 'robin');
  await other.synced();
  await forget(other, officer, id);
  await expect.poll(() => page.evaluate(draftsOf, id), { timeout: 60_000 }).toEqual([]);
  await expect.poll(() => page.getByText(family).count(), { timeout: 30_000 }).toBe(0);
  expect(await box.inputValue()).toBe('');
  expect(await filesWith(profile, MARK)).toEqual([]);
  await window.context.close();
  await desk.stop();
  for (const one of [officer, other]) await one.stop();
  expect(await filesWith(profile, MARK)).toEqual([]);
  // The scan reads what is there: the profile is not empty.
  expect(await filesWith(profile, 'callbook-drafts')).not.toEqual([]);
});
