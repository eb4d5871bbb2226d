/** Finding customers in a real Chromium: typos, filters, the palette, links of a telephone system, and nobody at all. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { ROOT } from '../../build/bundle.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { picture } from '../support/desk-process.ts';
import { type Stage, setTheStage } from '../support/stage.ts';

let stage: Stage;
const page = (): Page => stage.page;
const find = () => page().getByRole('searchbox', { name: 'Find a customer' });
const options = () => page().getByRole('listbox', { name: 'Customers' }).getByRole('option');
const heading = () => page().getByRole('status', { name: 'Number of results' });

beforeAll(async () => {
  stage = await setTheStage(/Casey/, 300);
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page(), task.name));
});
afterAll(() => stage?.close());

/** Name and number of the first customer of the list for a text. */
async function firstFor(text: string): Promise<{ name: string; number: string }> {
  await find().fill(text);
  await expect.poll(() => heading().textContent()).toMatch(/result/);
  const lines = (await options().first().innerText()).split('\n');
  const number = lines.find((line) => line.startsWith('C-')) ?? '';
  return { name: lines[0] ?? '', number };
}

/** Hands a link to the desk that runs, as the system does when somebody clicks it. */
async function follow(link: string): Promise<void> {
  const main = join(ROOT, 'src-main/host/browser/main.ts');
  const args = [
    main,
    '--data',
    stage.dataDir,
    '--server',
    stage.demo.serverUrl,
    '--no-window',
    '--open',
    link,
  ];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  await once(child, 'exit');
}

async function choose(label: string, option: string): Promise<void> {
  await page().getByRole('combobox', { name: label, exact: true }).click();
  await page().getByRole('option', { name: option, exact: true }).click();
}

async function clearFilter(): Promise<void> {
  await page()
    .getByRole('button', { name: /^Filter, 1 chosen/ })
    .click();
  await page().getByRole('button', { name: 'Clear', exact: true }).click();
  await page().getByRole('button', { name: 'Done' }).click();
  await page().getByRole('dialog').waitFor({ state: 'hidden' });
}

it('finds a customer whose name was mistyped, and marks what is alike', async () => {
  const { name, number } = await firstFor('C-1000');
  const family = name.split(' ').at(-1) ?? '';
  const typo = family.length > 4 ? family.slice(0, 2) + family.slice(3) : family;
  await find().fill(`${typo} ${number}`);
  await expect.poll(() => options().first().innerText()).toContain(number);
  await expect.poll(() => options().first().locator('mark').count()).toBeGreaterThan(0);
});

it('narrows the list by a filter without a text, orders it, and keeps the search under a name', async () => {
  await find().fill('');
  await page().getByRole('button', { name: 'Filter', exact: true }).click();
  await page().getByRole('combobox', { name: 'Status' }).focus();
  await page().keyboard.press('ArrowDown');
  await page().getByRole('option', { name: 'Inactive' }).click();
  await page().getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => heading().textContent()).toMatch(/result/);
  const filtered = await heading().textContent();
  await page().getByRole('button', { name: 'Kept searches' }).click();
  await page().getByRole('textbox', { name: 'Name of this search' }).fill('Sleeping');
  await page().getByRole('button', { name: 'Keep', exact: true }).click();
  await page().getByRole('menuitem', { name: 'Sleeping' }).waitFor();
  await page().keyboard.press('Escape');
  await clearFilter();
  await expect.poll(() => heading().textContent()).not.toBe(filtered);
  await page().getByRole('button', { name: 'Kept searches' }).click();
  await page().getByRole('menuitem', { name: 'Sleeping' }).click();
  await expect.poll(() => heading().textContent()).toBe(filtered);
  await clearFilter();
});

it('narrows the list by an answer of the profile and by a preference', async () => {
  const { rows } = await stage.demo.pool.query<{ doc: Customer }>(
    `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 2`,
  );
  const [one, other] = rows.map(({ doc }) => doc);
  const answer = { response: '65UP', source: 'agent' as const, at: '2026-01-01T00:00:00.000Z', by: 'casey' };
  const preference = { id: randomUUID(), kind: 'channel' as const, purpose: 'any' as const, value: 'letter' };
  const preferences = [{ ...preference, reason: '', consentId: '' as const, validTo: null }];
  for (const { id } of rows.map(({ doc }) => doc)) {
    await changeCustomer(stage.demo.pool, id, {
      responses: { AGE: answer },
      ...(id === other?.id && { preferences }),
    });
  }
  await notifyChanged(stage.demo.pool, 'customers');
  await find().fill('');
  await page().getByRole('button', { name: 'Filter', exact: true }).click();
  await choose('Profile category', 'Age group');
  await choose('Profile category is', '65 and over');
  await expect.poll(() => options().count()).toBe(2);
  await choose('Preference', 'Preferred channel');
  await choose('Preference is', 'Letter');
  await expect.poll(() => options().count()).toBe(1);
  expect(await options().first().innerText()).toContain(other?.number);
  expect(await options().first().innerText()).not.toContain(one?.number);
  await picture(page(), 'filter by answers');
  await page().getByRole('button', { name: 'Clear', exact: true }).click();
  await page().getByRole('button', { name: 'Done' }).click();
});

it('goes to a customer and runs a verb from the palette', async () => {
  const { name, number } = await firstFor('C-1000');
  await page().keyboard.press('Control+k');
  const palette = page().getByRole('combobox', { name: 'Go to a customer or do something' });
  await palette.fill(number);
  await page()
    .getByRole('listbox', { name: 'Customers and commands' })
    .getByRole('option', { name })
    .first()
    .waitFor();
  await page().keyboard.press('Enter');
  await expect.poll(() => page().getByRole('tab', { selected: true }).textContent()).toContain(name);
  await page().keyboard.press('Control+k');
  await palette.fill('sync');
  await page().keyboard.press('Enter');
  await page().getByRole('heading', { name: 'Sync centre' }).waitFor();
});

it('offers to register whom nobody is, with what was typed', async () => {
  await find().fill('Zzyzx Quorvath');
  await page().getByRole('button', { name: 'Create customer “Zzyzx Quorvath”' }).waitFor();
});

it('opens the customer of a link, and does nothing with a hostile one', async () => {
  const { name, number } = await firstFor('C-1000');
  await find().fill('');
  await follow(`callbook://customer?number=${number}`);
  await expect.poll(() => page().getByRole('tab', { selected: true }).textContent()).toContain(name);
  await follow('callbook://customer?number=<script>alert(1)</script>');
  await follow('callbook://call?from=%2B999000111222');
  await expect.poll(() => find().inputValue()).toBe('+999000111222');
  await page().getByRole('button', { name: 'Create customer “+999000111222”' }).waitFor();
});
