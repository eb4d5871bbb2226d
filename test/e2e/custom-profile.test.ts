/** Custom attributes in the form of a customer, and alternate numbers, in a real Chromium. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { listEntries, updateEntry } from '#server/configuration/configuration-repository.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import { nextRev } from '#server/sync/revision.ts';
import { Customer } from '#shared/customer/schema.ts';
import { violations } from '../support/accessible.ts';
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
let customers: Customer[];

const find = () => page.getByRole('searchbox', { name: 'Find a customer' });
const syncState = () => page.getByRole('status', { name: 'Sync state' });
const drawer = () => page.getByRole('dialog');
const form = () => page.getByRole('form', { name: 'Edit customer' });

function customerAt(place: number): Customer {
  const customer = customers[place];
  if (!customer) throw new Error('The demo has too few customers.');
  return customer;
}

async function stored(place: number): Promise<Customer> {
  const { rows } = await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [customerAt(place).id]);
  return Customer.parse(rows[0]?.doc);
}

async function openCustomer(place: number): Promise<void> {
  const { number } = customerAt(place);
  await find().fill(number);
  await page.getByRole('option', { name: new RegExp(number) }).click();
  await page.getByRole('button', { name: 'More options' }).waitFor();
}

/** As an administrator does it: desks hear of it. */
async function archive(key: string): Promise<void> {
  const entries = await listEntries(demo.pool, ['attribute']);
  const found = entries.find(({ entry }) => entry.kind === 'attribute' && entry.key === key);
  if (found?.entry.kind !== 'attribute') throw new Error(`No attribute ${key}.`);
  const entry = { ...found.entry, state: 'archived' as const };
  await updateEntry(demo.pool, { ...found, rev: nextRev(found.rev), mutationId: randomUUID(), entry });
  await notifyChanged(demo.pool, 'configuration');
}

/** What a screen reader says of a field beside its name. */
function describedBy(input: Element): string {
  const ids = input.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

async function openAlternates(): Promise<void> {
  await page.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('menuitem', { name: /^Member number/ }).click();
  await drawer().getByLabel('New: Member number').waitFor();
}

async function add(value: string): Promise<void> {
  await drawer().getByLabel('New: Member number').fill(value);
  await page.keyboard.press('Enter');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-custom-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 40, durable: false }),
    startChromium(),
  ]);
  const { rows } = await demo.pool.query(
    `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 3`,
  );
  customers = rows.map(({ doc }) => Customer.parse(doc));
  desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  window = await openDeskWindow(browser, desk.link);
  page = window.page;
  await signIn(window, /Casey/);
  await syncState()
    .getByText(/Synced/)
    .waitFor();
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page, task.name));
});
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the custom profile', () => {
  it('is refused where a value is not as defined, with everything kept in the form', async () => {
    await openCustomer(0);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await form().getByLabel('Shoe size').fill('99');
    await form().getByLabel('Preferred name').fill('Shoemaker');
    await page.keyboard.press('Control+s');
    await form().getByText('This is outside what is allowed here.').waitFor();
    const focused = await form()
      .getByLabel('Shoe size')
      .evaluate((input) => input === document.activeElement);
    expect(focused).toBe(true);
    expect(await form().getByLabel('Preferred name').inputValue()).toBe('Shoemaker');
    expect((await stored(0)).attributes).toEqual({});
    expect(await form().getByLabel('Has a garden').count()).toBe(0);
  });

  it('is saved together with standard fields, offline, and arrives at the server', async () => {
    await demo.stopServer();
    await form().getByLabel('Shoe size').fill('43');
    await form().getByRole('combobox', { name: 'Loyalty tier' }).click();
    await page.getByRole('option', { name: 'Gold' }).click();
    expect(await violations(page, '[aria-labelledby="section-attributes"]')).toEqual([]);
    await page.keyboard.press('Control+s');
    const card = page.getByRole('region', { name: 'Profile', exact: true });
    await card.getByText('Gold').waitFor();
    await card.getByText('43').waitFor();
    await demo.startServer();
    await expect
      .poll(() => stored(0))
      .toMatchObject({
        attributes: { shoe_size: 43, loyalty_tier: 'gold' },
        preferredName: 'Shoemaker',
      });
  });

  it('clears a value as an explicit null', async () => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await form().getByLabel('Shoe size').fill('');
    await page.keyboard.press('Control+s');
    await expect.poll(async () => (await stored(0)).attributes.shoe_size).toBeNull();
  });
});

describe('an attribute that was archived', () => {
  it('is asked of nobody, and what a customer has of it can be changed and taken out, marked', async () => {
    await archive('loyalty_tier');
    await openCustomer(2);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await form().getByLabel('Shoe size').waitFor();
    await expect.poll(() => form().getByLabel('Loyalty tier').count()).toBe(0);
    await page.keyboard.press('Escape');

    await openCustomer(0);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const tier = form().getByRole('combobox', { name: 'Loyalty tier' });
    expect(await tier.inputValue()).toBe('Gold');
    expect(await tier.evaluate(describedBy)).toMatch(/No longer used/);
    await expect.poll(() => violations(page, '[aria-labelledby="section-attributes"]')).toEqual([]);
    await picture(page, 'custom-profile-archived');
    await tier.click();
    await page.getByRole('option', { name: 'Silver' }).click();
    await page.keyboard.press('Control+s');
    await expect.poll(() => stored(0)).toMatchObject({ attributes: { loyalty_tier: 'silver' } });
  });
});

describe('alternate numbers', () => {
  it('are added with the keyboard, the first as the primary one, and malformed ones are refused', async () => {
    await openCustomer(1);
    await openAlternates();
    await add('not one!');
    await drawer().getByText('Up to 15 letters and digits, nothing else.').waitFor();
    await add('MEM5501');
    await drawer().getByText('Primary').waitFor();
    await add('mem5501');
    await drawer().getByText('This customer has it already.').waitFor();
    await add('MEM5502');
    await drawer().getByRole('button', { name: 'Make MEM5502 primary' }).click();
    await drawer().getByRole('button', { name: 'Make MEM5501 primary' }).waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await expect
      .poll(async () => (await stored(1)).identifiers)
      .toMatchObject([
        { kind: 'alternate', value: 'MEM5501', primary: false, contested: false },
        { kind: 'alternate', value: 'MEM5502', primary: true, contested: false },
      ]);
    await drawer().getByRole('button', { name: 'Close' }).click();
    const details = page.getByRole('region', { name: 'Details' });
    await details.getByText('Member number').first().waitFor();
  });

  it('find their customer', async () => {
    await find().fill('mem5501');
    await page.getByRole('option', { name: new RegExp(customerAt(1).number) }).waitFor();
  });

  it('are refused where another customer of this desk has them', async () => {
    await openCustomer(2);
    await openAlternates();
    await add('MEM5501');
    await drawer().getByText('Another customer has this number.').waitFor();
    expect((await stored(2)).identifiers).toEqual([]);
    expect(window.complaints).toEqual([]);
  });
});
