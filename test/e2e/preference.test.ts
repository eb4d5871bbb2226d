/** Preferences, known issues and consents, and what they say before somebody is called. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import {
  type DeskProcess,
  type DeskWindow,
  openDeskWindow,
  picture,
  signIn,
  startChromium,
  startDeskProcess,
} from '../support/desk-process.ts';

let folder: string;
let demo: Demo;
let browser: Browser;
let desk: DeskProcess;
let window: DeskWindow;
let page: Page;
let customer: { id: string; number: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-e2e-preference-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 100, durable: false }),
    startChromium(),
  ]);
  const { rows } = await demo.pool.query(
    `SELECT id, number FROM customers WHERE region = 'north' AND doc->>'status' = 'active' AND doc->'flags' = '[]'
       AND jsonb_array_length(doc->'emails') > 0 AND jsonb_array_length(doc->'phones') > 0 ORDER BY number LIMIT 1`,
  );
  customer = rows[0];
  desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  window = await openDeskWindow(browser, desk.link);
  page = window.page;
  await signIn(window, /Casey/);
  await page
    .getByRole('status', { name: 'Sync state' })
    .getByText(/Synced/)
    .waitFor();
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill(customer.number);
  await page.getByRole('option', { name: new RegExp(customer.number) }).click();
});
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

function keepPicture(name: string): void {
  onTestFailed(() => picture(page, name).then(() => undefined));
}

async function openDialog(): Promise<Locator> {
  await page.getByRole('button', { name: 'Change preferences' }).click();
  return page.getByRole('dialog', { name: /Preferences of/ });
}

it('keeps a preference and a critical known issue in sight after they were saved', async () => {
  keepPicture('preference saved');
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: 'Add preference' }).click();
  await dialog.getByLabel('Kind').selectOption('Style');
  await dialog.getByLabel('What', { exact: true }).fill('Formal');
  await dialog.getByRole('button', { name: 'Add known issue' }).click();
  await dialog.getByLabel('What to know').fill('Hard of hearing: speak slowly');
  await dialog.getByLabel('How serious').selectOption('Critical');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('note', { name: 'Critical known issue' }).getByText('Hard of hearing').waitFor();
  await page.getByRole('list', { name: 'Preferences at a glance' }).getByText('Style: Formal').waitFor();
  await expect
    .poll(async () => {
      const { rows } = await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id]);
      return rows[0].doc.knownIssues.length;
    })
    .toBe(1);
});

it('refuses dietary needs without a consent, keeps what was typed, and takes them with one', async () => {
  keepPicture('preference dietary');
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: 'Add preference' }).click();
  await dialog.getByLabel('Kind').last().selectOption('Dietary needs');
  await dialog.getByLabel('What', { exact: true }).last().fill('Halal');
  await dialog.getByLabel('Why it is kept').fill('Catering at events');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Dietary needs may be kept only with consent').waitFor();
  expect(await dialog.getByLabel('What', { exact: true }).last().inputValue()).toBe('Halal');

  await dialog.getByLabel('Purpose').selectOption('Dietary needs');
  await dialog.getByLabel('Channel', { exact: true }).last().selectOption('Every channel');
  await dialog.getByRole('button', { name: 'Agreed' }).click();
  await dialog.getByText('Say where it was said.').waitFor();
  await dialog.getByLabel('Where it was said').fill('On the phone');
  await dialog.getByRole('button', { name: 'Agreed' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Preferences' }).getByText('Dietary needs: Halal').waitFor();
});

it('says what speaks against a call before the dialler opens, by keyboard', async () => {
  keepPicture('preference reach');
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: 'Add preference' }).click();
  await dialog.getByLabel('Kind').last().selectOption('Channel to avoid');
  await dialog.getByLabel('Channel', { exact: true }).first().selectOption('Call');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page
    .getByRole('button', { name: /^Call / })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  const advice = page.getByRole('alertdialog');
  await advice.getByText('Think twice').waitFor();
  await advice.getByText('Calls: the customer wishes not').waitFor();
  await page.keyboard.press('Escape');
  await advice.waitFor({ state: 'detached' });
});

it('answers the same to other systems', async () => {
  const { rows } = await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id]);
  expect(rows[0].doc.consents).toMatchObject([{ purpose: 'dietary', action: 'grant', by: 'Casey Morgan' }]);
  const path = `/v1/customers/${customer.id}/decision?purpose=gossip&channel=call`;
  expect((await fetch(new URL(path, demo.serverUrl))).status).toBe(401);
  expect(window.complaints).toEqual([]);
});
