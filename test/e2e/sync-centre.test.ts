/** The sync centre: what waits can be taken back and put back, and what clashed is decided, by keyboard too. */
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { violations } from '../support/accessible.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { picture } from '../support/desk-process.ts';
import { isSynced, type Stage, setOffline, setTheStage } from '../support/stage.ts';

let stage: Stage;
let customer: { id: string; number: string };

beforeAll(async () => {
  stage = await setTheStage(/Casey/, 60);
  const { rows } = await stage.demo.pool.query(
    `SELECT id, number FROM customers WHERE region = 'north' AND doc->>'status' = 'active'
       AND doc->>'kind' = 'person' ORDER BY number LIMIT 1`,
  );
  customer = rows[0];
});
afterAll(async () => {
  await stage?.close();
});

const page = () => stage.page;
const waiting = () => page().getByRole('list', { name: 'Changes waiting to be sent' });
const attention = () => page().getByRole('list', { name: 'Changes that need attention' });
const toSyncCentre = () =>
  page()
    .getByRole('button', { name: /^Sync centre/ })
    .click();

async function openCustomer(): Promise<void> {
  await page().getByRole('searchbox', { name: 'Find a customer' }).fill(customer.number);
  await page()
    .getByRole('option', { name: new RegExp(customer.number) })
    .click();
  await page().getByRole('button', { name: 'Edit' }).waitFor();
}

async function rename(given: string, family: string): Promise<void> {
  await page().getByRole('button', { name: 'Edit' }).click();
  await page().getByLabel('Given name', { exact: true }).fill(given);
  await page().getByLabel('Family name', { exact: true }).fill(family);
  await page().getByRole('button', { name: 'Save' }).click();
  await page().getByRole('button', { name: 'Edit' }).waitFor();
}

async function stored(): Promise<{ given: string; family: string }> {
  const { rows } = await stage.demo.pool.query(`SELECT doc FROM customers WHERE id = $1`, [customer.id]);
  return { given: rows[0].doc.given, family: rows[0].doc.family };
}

it('lists what waits, takes it back, and puts it back', async () => {
  onTestFailed(() => picture(page(), 'sync-centre-waiting'));
  await openCustomer();
  await setOffline(page(), true);
  await rename('Waiting', 'Person');
  await page().getByRole('textbox', { name: 'Comment' }).fill('Written offline.');
  await page().getByRole('button', { name: 'Add comment' }).click();
  await toSyncCentre();
  await waiting().getByText('Changed: Given name and Family name').waitFor();
  await waiting().getByText('Comment', { exact: true }).waitFor();
  await expect.poll(() => violations(page())).toEqual([]);

  await waiting()
    .getByRole('button', { name: /^Discard: Comment/ })
    .click();
  await expect.poll(() => waiting().getByRole('listitem').count()).toBe(1);
  await page().getByRole('button', { name: 'Undo' }).last().click();
  await waiting().getByText('Comment', { exact: true }).waitFor();
  await waiting()
    .getByRole('button', { name: /^Discard: Comment/ })
    .click();
  await waiting()
    .getByRole('button', { name: /^Discard: Changed/ })
    .click();
  await waiting().waitFor({ state: 'detached' });

  const before = await stored();
  await setOffline(page(), false);
  await isSynced(page());
  expect(await stored()).toEqual(before);
  const { rows } = await stage.demo.pool.query(
    `SELECT 1 FROM comments WHERE doc->>'text' = 'Written offline.'`,
  );
  expect(rows).toEqual([]);
});

it('shows who changed the same thing, and decides one field for mine and the other for theirs', async () => {
  onTestFailed(() => picture(page(), 'sync-centre-clash'));
  await openCustomer();
  await setOffline(page(), true);
  await rename('Mine', 'Offline');
  await changeCustomer(stage.demo.pool, customer.id, { given: 'Theirs', family: 'Online' });
  await setOffline(page(), false);
  await page().getByRole('status', { name: 'Sync state' }).getByText('1 change needs attention').waitFor();
  await toSyncCentre();
  await attention()
    .getByText(/Import changed the same thing first/)
    .waitFor();
  for (const text of ['Mine', 'Offline', 'Theirs', 'Online'])
    await attention().getByText(text, { exact: true }).waitFor();
  await expect.poll(() => violations(page())).toEqual([]);

  await attention().getByRole('button', { name: 'Given name: use Mine' }).press('Enter');
  await attention().getByText('Theirs', { exact: true }).waitFor({ state: 'detached' });
  await attention().getByRole('button', { name: 'Family name: keep Online' }).press('Enter');
  await attention().waitFor({ state: 'detached' });
  await isSynced(page());
  expect(await stored()).toEqual({ given: 'Mine', family: 'Online' });
  const { rows } = await stage.demo.pool.query(
    `SELECT doc->>'why' AS why FROM changes WHERE customer_id = $1 ORDER BY version DESC LIMIT 1`,
    [customer.id],
  );
  expect(rows).toEqual([{ why: 'Decided after two people changed the same thing' }]);
});

it('takes all of mine at once', async () => {
  onTestFailed(() => picture(page(), 'sync-centre-all'));
  await openCustomer();
  await setOffline(page(), true);
  await rename('All', 'Ofmine');
  await changeCustomer(stage.demo.pool, customer.id, { given: 'Some', family: 'Else' });
  await setOffline(page(), false);
  await page().getByRole('status', { name: 'Sync state' }).getByText('1 change needs attention').waitFor();
  await toSyncCentre();
  await attention().getByRole('button', { name: 'Use all of mine' }).click();
  await attention().waitFor({ state: 'detached' });
  await isSynced(page());
  expect(await stored()).toEqual({ given: 'All', family: 'Ofmine' });
});

it('keeps a new customer whom the server refused, and registers them again with what was marked put right', async () => {
  onTestFailed(() => picture(page(), 'sync-centre-refused'));
  const form = page().getByRole('form', { name: 'New customer' });
  const { pool } = stage.demo;
  await setOffline(page(), true);
  await page().keyboard.press('Control+Alt+n');
  await form.getByLabel('Given name').fill('Refusa');
  await form.getByLabel('Family name').fill('Betroffen');
  await form.getByRole('button', { name: 'Add e-mail' }).click();
  await form.getByLabel('E-mail 1', { exact: true }).fill('refusa@betroffen.example');
  await form.getByLabel('Shoe size').fill('43');
  await form.getByRole('button', { name: 'Register' }).click();
  await page().getByRole('heading', { level: 1, name: 'Refusa Betroffen' }).waitFor();
  // Meanwhile no two customers may share the value, and somebody of another area has it.
  await pool.query(
    `UPDATE configuration SET doc = jsonb_set(doc, '{entry,unique}', 'true') WHERE name = 'shoe_size'`,
  );
  const { rows } = await pool.query(`SELECT id FROM customers WHERE region = 'south' LIMIT 1`);
  await changeCustomer(pool, rows[0].id, { attributes: { shoe_size: 43 } });
  await setOffline(page(), false);
  await page().getByRole('status', { name: 'Sync state' }).getByText('1 change needs attention').waitFor();
  await toSyncCentre();
  await attention().getByText('Refusa Betroffen', { exact: true }).waitFor();
  await attention()
    .getByRole('list', { name: 'Fields that were not accepted' })
    .getByText('Shoe size')
    .waitFor();
  await attention()
    .getByText(/Another customer has this/)
    .waitFor();
  await expect.poll(() => violations(page())).toEqual([]);
  await picture(page(), 'sync-centre-refused-entry');

  await attention().getByRole('button', { name: 'Fix and register again' }).press('Enter');
  const shoe = form.getByLabel('Shoe size');
  await expect.poll(() => shoe.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await shoe.inputValue()).toBe('43');
  expect(await form.getByLabel('Family name').inputValue()).toBe('Betroffen');
  expect(await form.getByLabel('E-mail 1', { exact: true }).inputValue()).toBe('refusa@betroffen.example');
  await form.getByText(/Another customer has this/).waitFor();
  await expect.poll(() => violations(page())).toEqual([]);
  await picture(page(), 'sync-centre-refused-form');
  await shoe.fill('44');
  await form.getByText(/Another customer has this/).waitFor({ state: 'detached' });
  await form.getByRole('button', { name: 'Register' }).click();
  await page().getByRole('heading', { level: 1, name: 'Refusa Betroffen' }).waitFor();
  await isSynced(page());
  const made = await pool.query(`SELECT doc FROM customers WHERE doc->>'family' = 'Betroffen'`);
  expect(made.rows).toMatchObject([{ doc: { given: 'Refusa', attributes: { shoe_size: 44 } } }]);
  await toSyncCentre();
  await page().getByText('Nothing. Every change was taken over as it was made.').waitFor();
});
