/** Being forgotten, as people see it: asked offline and taken back, asked and refused, asked and approved by somebody else. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violations } from '../support/accessible.ts';
import {
  type DeskProcess,
  type DeskWindow,
  openDeskWindow,
  picture,
  signIn,
  startDeskProcess,
} from '../support/desk-process.ts';
import { isSynced, type Stage, setOffline, setTheStage } from '../support/stage.ts';

let stage: Stage;
let officer: { desk: DeskProcess; window: DeskWindow };

beforeAll(async () => {
  stage = await setTheStage(/Casey Morgan/, 30, {}, { forgetWindowMs: 0 });
  const desk = await startDeskProcess(join(stage.folder, 'officer'), stage.demo.serverUrl);
  const window = await openDeskWindow(stage.browser, desk.link);
  await signIn(window, /Noor Haddad/);
  await isSynced(window.page);
  officer = { desk, window };
});
afterAll(async () => {
  await officer?.desk.stop();
  await stage?.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await picture(stage.page, `${task.name} desk`);
    await picture(officer.window.page, `${task.name} officer`);
  }
  expect(stage.window.complaints).toEqual([]);
  expect(officer.window.complaints).toEqual([]);
});

/** Opens the customer in this place of the result list; returns their name and number. */
async function openCustomer(place: number): Promise<{ name: string; number: string }> {
  const { page } = stage;
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const { rows } = await stage.demo.pool.query(
    `SELECT doc->>'number' AS number, doc->>'given' AS given, doc->>'family' AS family FROM customers
      WHERE region = 'north' AND NOT deleted AND doc->>'status' = 'active' AND doc->>'given' <> ''
      ORDER BY number OFFSET $1 LIMIT 1`,
    [place],
  );
  const { number, given, family } = rows[0];
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill(number);
  await page.getByRole('searchbox', { name: 'Find a customer' }).press('Enter');
  await page.getByText(number).first().waitFor();
  await page.getByRole('heading', { level: 1, name: new RegExp(family) }).waitFor();
  return { name: `${given} ${family}`, number };
}

async function askToForget(number: string): Promise<void> {
  const { page } = stage;
  await page.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('menuitem', { name: /Forget the customer/ }).click();
  const dialog = page.getByRole('dialog', { name: /Forget the customer/ });
  await dialog.getByText('Erased everywhere').waitFor();
  const send = dialog.getByRole('button', { name: 'Ask to forget' });
  expect(await send.isDisabled()).toBe(true);
  await dialog.getByLabel('Called back on the known number').check();
  await dialog.getByLabel(/Type the customer number/).fill(number);
  await send.click();
  await dialog.waitFor({ state: 'hidden' });
}

const requests = (page = stage.page) => page.getByRole('button', { name: /^Requests/ }).click();
const entry = (number: string, page = stage.page) => page.getByRole('listitem').filter({ hasText: number });

it('hides the customer at once, offline and after a restart, and gives them back when it is taken back', async () => {
  const { page } = stage;
  const { name, number } = await openCustomer(0);
  await setOffline(page, true);
  await askToForget(number);
  await page.getByText(/Forget requested/).waitFor();
  await page.getByText(/Waiting for a connection/).waitFor();
  await expect.poll(() => page.getByText(name).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
  await page.reload();
  await page.getByText(/Forget requested/).waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
  await requests();
  await entry(number).getByText('Queued').waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
  await entry(number).getByRole('button', { name: 'Take back' }).click();
  await entry(number).getByText('Taken back').first().waitFor();
  await setOffline(page, false);
  await isSynced(page);
  await openCustomer(0);
  const { rows } = await stage.demo.pool.query('SELECT FROM requests');
  expect(rows).toHaveLength(0);
});

it('says that it was refused, and why, and never that it was done', async () => {
  const { number } = await openCustomer(1);
  await askToForget(number);
  const { page } = officer.window;
  await requests(page);
  await entry(number, page)
    .getByText(/Waiting for approval/)
    .waitFor();
  await entry(number, page).getByRole('button', { name: 'Refuse' }).click();
  const dialog = page.getByRole('dialog', { name: 'Refuse the request' });
  await dialog.getByLabel('Why').selectOption('legalDuty');
  await dialog.getByRole('button', { name: 'Refuse' }).click();
  await requests();
  await entry(number)
    .getByText(/Refused: The law requires the data to be kept/)
    .waitFor();
  await openCustomer(1);
});

it('is approved by somebody else, done on the server, and gone from every window', async () => {
  const { name, number } = await openCustomer(2);
  await stage.page
    .getByPlaceholder(/comment/i)
    .first()
    .fill('a draft about them');
  await askToForget(number);
  const { page } = officer.window;
  await requests(page);
  await entry(number, page).getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => violations(page)).toEqual([]);
  await page
    .getByRole('dialog', { name: 'Approve the erasure' })
    .getByRole('button', { name: 'Approve' })
    .click();
  await requests();
  const done = stage.page.getByRole('list', { name: 'Ended requests' }).getByRole('listitem').first();
  await done.getByText(/2 of 2 computers have confirmed/).waitFor();
  await expect.poll(() => violations(stage.page)).toEqual([]);
  for (const one of [stage.page, page]) await expect.poll(() => one.getByText(name).count()).toBe(0);
  expect(await stage.page.getByRole('tab', { name: new RegExp(`${number}|${name}`) }).count()).toBe(0);
  const download = stage.page.waitForEvent('download');
  await done.getByRole('button', { name: 'Certificate' }).click();
  expect((await download).suggestedFilename()).toMatch(/^certificate-R-\d+\.(json|html)$/);
  const { rows } = await stage.demo.pool.query('SELECT FROM customers WHERE number = $1', [number]);
  expect(rows).toHaveLength(0);
});
