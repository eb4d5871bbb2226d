/** What representatives and stewards see of what is not, or soon no more, in their edition, in a real Chromium. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import { violations } from '../support/accessible.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { picture } from '../support/desk-process.ts';
import { edition, ended, startVendor } from '../support/edition.ts';
import { type Stage, setTheStage } from '../support/stage.ts';

let folder: string;
let stage: Stage;
let customer: { id: string; number: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-edition-window-'));
  const vendor = await startVendor();
  const file = join(folder, 'signed.json');
  await writeFile(
    file,
    JSON.stringify(await vendor.sign(edition({ customProfiles: ended(31), partnerAccounts: ended(5) }))),
  );
  stage = await setTheStage(/Quinn/, 30, {}, { edition: { file, key: vendor.key } });
  const { rows } = await stage.demo.pool.query(
    `SELECT id, number FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
  );
  customer = rows[0];
  await changeCustomer(stage.demo.pool, customer.id, { attributes: { shoe_size: 44 } });
  await notifyChanged(stage.demo.pool, 'customers');
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(stage.page, task.name));
});
afterAll(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

/** No violation in either scheme, and a picture of both for a person to look at. */
async function lookedAt(name: string): Promise<void> {
  await expect.poll(() => violations(stage.page)).toEqual([]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await stage.page.emulateMedia({ colorScheme });
    await picture(stage.page, `edition ${name} ${colorScheme}`);
  }
}

it('says in the form what is kept and whom to ask, and saves everything else', async () => {
  const { page, demo } = stage;
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill(customer.number);
  await page.getByRole('option', { name: new RegExp(customer.number) }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: 'Edit customer' });
  const note = form.getByRole('note');
  await note
    .getByText(/^Custom profiles ran out on .* are kept and shown, and cannot be changed\./)
    .waitFor();
  await note.getByText(/Ask sales@vendor\.example\.$/).waitFor();
  const shoe = form.getByLabel('Shoe size');
  await expect.poll(() => shoe.inputValue()).toBe('44');
  expect(await shoe.isEditable()).toBe(false);
  await note.scrollIntoViewIfNeeded();
  await lookedAt('custom profile');
  await form.getByLabel('Given name').fill('Downgraded');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: /Downgraded/ }).waitFor();
  const stored = async () =>
    (await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id])).rows[0]?.doc;
  await expect.poll(async () => (await stored()).given).toBe('Downgraded');
  expect(await stored()).toMatchObject({ attributes: { shoe_size: 44 } });
});

it('warns in the grace, and lets everything be done', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('menuitem', { name: /Partner account/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('note')
    .getByText(/^Partner accounts ran out on .* Everything works until/)
    .waitFor();
  expect(await dialog.getByLabel('Distributor', { exact: true }).isEnabled()).toBe(true);
  await lookedAt('grace');
  await page.keyboard.press('Escape');
});

it('says under Work with what is not in the edition, and offers no change', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: 'Work with' }).click();
  await page.getByRole('tab', { name: /attributes/i }).click();
  await page
    .getByRole('note')
    .getByText(/^Custom profiles ran out/)
    .waitFor();
  expect(await page.getByRole('button', { name: 'New attribute' }).count()).toBe(0);
  await page.getByRole('tab', { name: /models/i }).click();
  await page
    .getByRole('note')
    .getByText(/^Profile models are not in your edition \(Professional\)/)
    .waitFor();
  await lookedAt('models');
});
