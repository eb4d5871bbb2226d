/** Finding customers in a real Chromium: typos, filters, the palette, links of a telephone system, and nobody at all. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { saveEntry } from '#server/configuration/configuration-service.ts';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { ROOT } from '../../build/bundle.ts';
import { violations } from '../support/accessible.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { picture } from '../support/desk-process.ts';
import { choose, clearFilter, closeFilter, closeKept, openFilter, openKept } from '../support/search-page.ts';
import { type Stage, setTheStage } from '../support/stage.ts';

let stage: Stage;
const page = (): Page => stage.page;
const find = () => page().getByRole('searchbox', { name: 'Find a customer' });
const options = () => page().getByRole('listbox', { name: 'Customers' }).getByRole('option');
const palette = () => page().getByRole('combobox', { name: 'Go to a customer or do something' });
const offered = () => page().getByRole('listbox', { name: 'Customers and commands' }).getByRole('option');
const opened = () => page().getByRole('tab', { selected: true });
const heading = () => page().getByRole('status', { name: 'Number of results' });

beforeAll(async () => {
  stage = await setTheStage(/Casey/, 300);
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page(), task.name));
});
afterAll(() => stage?.close());

/** Name and number of the customer in this place of the list for a text that is in their number. */
async function firstFor(text: string, place = 0): Promise<{ name: string; number: string }> {
  await find().fill(text);
  await expect.poll(() => heading().textContent()).toMatch(/result/);
  await expect.poll(() => options().nth(place).innerText()).toContain(text);
  const lines = (await options().nth(place).innerText()).split('\n');
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
  await openFilter(page());
  await choose(page(), 'Status', 'Inactive');
  await closeFilter(page());
  await expect.poll(() => heading().textContent()).toMatch(/result/);
  const filtered = await heading().textContent();
  await openKept(page());
  await page().getByRole('textbox', { name: 'Name of this search' }).fill('Sleeping');
  await page().getByRole('button', { name: 'Keep', exact: true }).click();
  await page().getByRole('button', { name: 'Sleeping', exact: true }).waitFor();
  await closeKept(page());
  await clearFilter(page());
  await expect.poll(() => heading().textContent()).not.toMatch(/result/i);
  await openKept(page());
  await page().getByRole('button', { name: 'Sleeping', exact: true }).click();
  await expect.poll(() => heading().textContent()).toBe(filtered);
  await clearFilter(page());
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
  await openFilter(page());
  await choose(page(), 'Profile category', 'Age group');
  await choose(page(), 'Profile category is', '65 and over');
  await expect.poll(() => options().count()).toBe(2);
  await choose(page(), 'Preference', 'Preferred channel');
  await choose(page(), 'Preference is', 'Letter');
  await expect.poll(() => options().count()).toBe(1);
  expect(await options().first().innerText()).toContain(other?.number);
  expect(await options().first().innerText()).not.toContain(one?.number);
  await expect.poll(() => violations(page())).toEqual([]);
  await picture(page(), 'filter by answers');
  await closeFilter(page());
  await clearFilter(page());
});

it('shows in the list what was changed elsewhere, without being asked again', async () => {
  const { number } = await firstFor('C-1000');
  await find().fill(number);
  await expect.poll(() => options().count()).toBe(1);
  const { rows } = await stage.demo.pool.query<{ id: string }>(`SELECT id FROM customers WHERE number = $1`, [
    number,
  ]);
  await changeCustomer(stage.demo.pool, rows[0]?.id ?? '', { organisation: 'Elsewhere and Sons' });
  await notifyChanged(stage.demo.pool, 'customers');
  await options().first().getByText('Elsewhere and Sons').waitFor();
});

it('goes to the customer whom the palette finds, although Enter was pressed before it did', async () => {
  for (const place of [0, 1, 2]) {
    const { name, number } = await firstFor('C-1000', place);
    await page().keyboard.press('Control+k');
    await palette().fill(number);
    await page().keyboard.press('Enter');
    await palette().waitFor({ state: 'detached' });
    await expect.poll(() => opened().textContent()).toContain(name);
  }
});

it('goes to a customer and runs a verb from the palette', async () => {
  const { name, number } = await firstFor('C-1000');
  await page().keyboard.press('Control+k');
  await palette().fill(number);
  await offered().first().getByText(number).waitFor();
  await expect.poll(() => violations(page())).toEqual([]);
  await page().keyboard.press('Enter');
  await palette().waitFor({ state: 'detached' });
  await expect.poll(() => opened().textContent()).toContain(name);
  await page().keyboard.press('Control+k');
  await palette().fill('sync');
  // Customers who are called alike may come before it at any moment.
  await offered().filter({ hasText: 'Sync centre' }).click();
  await page().getByRole('heading', { name: 'Sync centre' }).waitFor();
});

it('offers to register whom nobody is, with what was typed', async () => {
  await find().fill('Zzyzx Quorvath');
  await page().getByRole('button', { name: 'Create customer “Zzyzx Quorvath”' }).waitFor();
});

it('opens the customer of a link, and does nothing with a hostile one', async () => {
  const { name, number } = await firstFor('C-1000', 1);
  expect(await opened().textContent()).not.toContain(name);
  await find().fill('');
  await follow(`callbook://customer?number=${number}`);
  await expect.poll(() => opened().textContent()).toContain(name);
  await follow('callbook://customer?number=<script>alert(1)</script>');
  await follow('callbook://call?from=%2B999000111222');
  await expect.poll(() => find().inputValue()).toBe('+999000111222');
  await page().getByRole('button', { name: 'Create customer “+999000111222”' }).waitFor();
  expect(await opened().textContent()).toContain(name);
});

it('says why a part of a name finds nobody where only whole values do', async () => {
  const { number } = await firstFor('C-1000');
  await find().fill('an');
  await expect.poll(() => heading().textContent()).toMatch(/result/);
  const administrator = { sub: 'jamie', name: 'Jamie', role: 'administrator' as const, scopeKeys: [] };
  const entry = { kind: 'control' as const, code: 'SEARCH_MODE' as const, value: 'EXACT' };
  await saveEntry(stage.demo.pool, administrator, { id: randomUUID(), rev: '', entry });
  await notifyChanged(stage.demo.pool, 'configuration');
  const list = page().getByRole('region', { name: 'Results' });
  await list.getByText('Enter the full value').waitFor();
  expect(await options().count()).toBe(0);
  await picture(page(), 'whole values only');
  await page().keyboard.press('Control+k');
  await palette().fill('an');
  await page().getByRole('dialog').getByText('found only by a whole customer number').waitFor();
  await page().keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
  await find().fill(number);
  await expect.poll(() => options().count()).toBe(1);
  expect(await options().first().innerText()).toContain(number);
});
