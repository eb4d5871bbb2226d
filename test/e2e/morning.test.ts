/**
 * A representative's morning, by keyboard: a new customer, the profile drawer, an edit, a call with notes and a tickler,
 * an address change. Once online and once offline; after the sync the server holds the same of both.
 */
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import type { Customer } from '#shared/customer/schema.ts';
import { picture } from '../support/desk-process.ts';
import { isSynced, type Stage, setOffline, setTheStage } from '../support/stage.ts';

let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await setTheStage(/Casey/, 100);
  page = stage.page;
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page, task.name));
});
afterAll(async () => {
  await stage?.close();
});

const form = (name: 'New customer' | 'Edit customer') => page.getByRole('form', { name });

async function create(family: string): Promise<void> {
  await page.keyboard.press('Control+Alt+n');
  await form('New customer').waitFor();
  await form('New customer').getByLabel('Given name').fill('Ada');
  await form('New customer').getByLabel('Family name').fill(family);
  await form('New customer').getByRole('button', { name: 'Add e-mail' }).press('Enter');
  await form('New customer')
    .getByLabel('E-mail 1', { exact: true })
    .fill(`ada@${family.toLowerCase()}.example`);
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: `Ada ${family}` }).waitFor();
}

async function answerProfile(): Promise<void> {
  await page.keyboard.press('Alt+p');
  const drawer = page.getByRole('dialog', { name: /^Ada/ });
  const first = drawer.getByRole('combobox', { name: 'Age group' });
  await expect.poll(() => first.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('friend');
  await page.getByRole('option', { name: /friend/i }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /friend/i }).waitFor({ state: 'hidden' });
  await drawer.getByRole('button', { name: 'OK' }).press('Enter');
  await drawer.waitFor({ state: 'hidden' });
}

async function edit(fields: Record<string, string>, address: 'add' | 'change'): Promise<void> {
  await page.getByRole('button', { name: 'Edit', exact: true }).press('Enter');
  if (address === 'add')
    await form('Edit customer').getByRole('button', { name: 'Add address' }).press('Enter');
  for (const [label, value] of Object.entries(fields)) {
    await form('Edit customer').getByLabel(label, { exact: true }).fill(value);
  }
  await page.keyboard.press('Control+s');
  await form('Edit customer').waitFor({ state: 'detached' });
}

async function callWithTickler(): Promise<void> {
  await page.keyboard.press('Alt+n');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: /notes/i }).waitFor();
  await page.keyboard.type('Asks when the invoice comes');
  await page.keyboard.press('Control+Enter');
  const code = page.getByRole('combobox', { name: 'How it ended' });
  await expect.poll(() => code.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'New tickler' });
  await dialog.getByRole('textbox', { name: 'What is to be done' }).fill('Send the invoice');
  await dialog.getByRole('button', { name: 'Save tickler' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}

async function morning(family: string): Promise<void> {
  await create(family);
  await answerProfile();
  await edit(
    {
      'Job title': 'Engineer',
      'Street of address 1, line 1': '1 Old Street',
      'City of address 1': 'London',
      'Postcode of address 1': 'N1 9GU',
    },
    'add',
  );
  await callWithTickler();
  await edit({ 'Street of address 1, line 1': '2 New Street' }, 'change');
}

/** What the server holds of the morning, without ids, times and the family's name. */
async function result(family: string) {
  const { rows } = await stage.demo.pool.query(
    `SELECT c.doc, d.doc AS contact, t.doc AS tickler,
            (SELECT count(*)::int FROM contacts WHERE customer_id = c.id) AS contacts,
            (SELECT count(*)::int FROM ticklers WHERE customer_id = c.id) AS ticklers
       FROM customers c
       JOIN contacts d ON d.customer_id = c.id AND d.doc->>'wrappedUpAt' IS NOT NULL
       JOIN ticklers t ON t.customer_id = c.id
      WHERE c.doc->>'family' = $1`,
    [family],
  );
  if (rows.length !== 1) return null;
  const [{ doc, contact, tickler, contacts, ticklers }] = rows;
  return { customer: outline(doc), contact: outline(contact), tickler: outline(tickler), contacts, ticklers };
}

const DIFFERING =
  /^(id|rev|mutationId|number|temporaryNumber|family|address|at|updatedAt|since|closedAt|replaces|startedAt|endedAt|wrappedUpAt|remindAt|createdAt|customerId)$/;

/** The document with everything that differs from one to the next reduced to whether it is there. */
function outline(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(outline);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    DIFFERING.test(key) ? one !== null && one !== '' : outline(one),
  ]);
  return Object.fromEntries(entries);
}

it('goes online', async () => {
  await morning('Onlinova');
  await isSynced(page);
  await expect.poll(() => result('Onlinova')).not.toBeNull();
  const { rows } = await stage.demo.pool.query(`SELECT doc FROM customers WHERE doc->>'family' = 'Onlinova'`);
  const customer = rows[0].doc as Customer;
  expect(customer.number).toMatch(/^C-/);
  expect(customer.business.jobTitle).toBe('Engineer');
  expect(customer.responses.SOURCE?.response).toBe('FRIEND');
  expect(customer.addresses.map(({ lines, closedAt }) => [lines[0], closedAt === null])).toEqual([
    ['1 Old Street', false],
    ['2 New Street', true],
  ]);
});

it('goes the same offline, and ends the same after the sync', async () => {
  await setOffline(page, true);
  await morning('Offlinova');
  await page.getByText(/^T-/).first().waitFor();
  expect(await result('Offlinova')).toBeNull();
  await setOffline(page, false);
  await expect.poll(() => result('Offlinova')).toEqual(await result('Onlinova'));
  await isSynced(page);
  expect(stage.window.complaints).toEqual([]);
});
