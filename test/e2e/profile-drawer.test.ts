/** The profile drawer in a real Chromium: by mouse and by keyboard, online and offline, and opening by itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { updateCustomer } from '#server/customer/customer-repository.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
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

/** The drawer waits for a second of quiet before it opens by itself. */
const NEVER_WITHIN_MS = 2500;

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
const field = (label: string) => drawer().getByRole('combobox', { name: label });
const ok = () => drawer().getByRole('button', { name: 'OK' });

/** Gives the customer an alternate number on the server, before any desk has them. */
async function withAlternate(customer: Customer): Promise<void> {
  const id = '0193c0de-0000-4000-8000-000000000001';
  const alternate = {
    id,
    kind: 'alternate' as const,
    system: '',
    value: 'MEM1',
    primary: true,
    contested: false,
  };
  await updateCustomer(
    demo.pool,
    { ...customer, rev: '2-00000001', identifiers: [alternate] },
    customer.scope,
  );
}

async function storedResponses(customer: Customer): Promise<Customer['responses']> {
  const { rows } = await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id]);
  return Customer.parse(rows[0]?.doc).responses;
}

function customerAt(place: number): Customer {
  const customer = customers[place];
  if (!customer) throw new Error('The demo has too few customers.');
  return customer;
}

async function openCustomer({ number }: Customer): Promise<void> {
  await find().fill(number);
  await page.getByRole('option', { name: new RegExp(number) }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function openByMouse(): Promise<void> {
  await page.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('menuitem', { name: /^Profile/ }).click();
  await ok().waitFor();
}

async function choices(of: Locator): Promise<string[]> {
  await of.click();
  const texts = await page.getByRole('option').allTextContents();
  await page.keyboard.press('Escape');
  return texts.filter((text) => !/C-\d/.test(text));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-profile-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 60, durable: false }),
    startChromium(),
  ]);
  const { rows } = await demo.pool.query(
    `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 5`,
  );
  customers = rows.map(({ doc }) => Customer.parse(doc));
  await withAlternate(customerAt(4));
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

describe('the profile drawer', () => {
  it('shows name, number and a select a category, each with a blank only where one is due', async () => {
    const customer = customerAt(0);
    await openCustomer(customer);
    await openByMouse();
    expect(await drawer().getByRole('heading').first().textContent()).toMatch(
      new RegExp(`^\\S.* ${customer.number}$`),
    );
    expect(await drawer().getByRole('combobox').count()).toBe(4);
    expect(await field('Homeowner').inputValue()).toBe('Not known');
    expect(await choices(field('Age group'))).toContain('(blank)');
    expect(await choices(field('Homeowner'))).not.toContain('(blank)');
    expect(await choices(field('How they heard of us'))).not.toContain('(blank)');
    expect(await drawer().count()).toBe(1);
  });

  it('keeps OK from saving while something required is open, and says so where it is', async () => {
    await ok().click();
    await drawer().getByRole('alert').getByText('1 answer is missing').waitFor();
    expect(await field('How they heard of us').evaluate((input) => input === document.activeElement)).toBe(
      true,
    );
    expect(await field('How they heard of us').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => violations(page)).toEqual([]);
    expect(await storedResponses(customerAt(0))).toEqual({});
  });

  it('saves all together by mouse, and tells what was chosen from what was the default', async () => {
    await field('How they heard of us').click();
    await page.getByRole('option', { name: 'In a shop' }).click();
    await ok().click();
    await drawer().waitFor({ state: 'hidden' });
    await expect
      .poll(() => storedResponses(customerAt(0)))
      .toMatchObject({
        SOURCE: { response: 'SHOP', source: 'agent', by: 'casey' },
        HOME: { response: 'UNKNOWN', source: 'default', by: 'casey' },
      });
    expect(Object.keys(await storedResponses(customerAt(0)))).toHaveLength(2);
    await openByMouse();
    expect(await field('How they heard of us').inputValue()).toBe('In a shop');
  });

  it('changes nothing by Cancel', async () => {
    const before = await storedResponses(customerAt(0));
    await field('How they heard of us').click();
    await page.getByRole('option', { name: 'On the web' }).click();
    await drawer().getByRole('button', { name: 'Cancel' }).click();
    await drawer().waitFor({ state: 'hidden' });
    await openByMouse();
    expect(await field('How they heard of us').inputValue()).toBe('In a shop');
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'hidden' });
    expect(await storedResponses(customerAt(0))).toEqual(before);
  });

  it('is used offline with the keyboard alone, and what was saved is sent when the network is back', async () => {
    await demo.stopServer();
    await openCustomer(customerAt(1));
    await page.getByRole('button', { name: 'Edit', exact: true }).focus();
    await page.keyboard.press('Alt+p');
    await expect
      .poll(() => field('Age group').evaluate((input) => input === document.activeElement))
      .toBe(true);
    await page.keyboard.type('45');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('friend');
    await page.keyboard.press('Enter');
    await ok().focus();
    await page.keyboard.press('Enter');
    await drawer().waitFor({ state: 'hidden' });
    await page.getByText('It waits here and is sent when the network is back.').first().waitFor();
    await page.getByText('Waiting to be sent').first().waitFor();
    await page.keyboard.press('Alt+p');
    await ok().waitFor();
    expect(await field('Age group').inputValue()).toBe('45 to 64');
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'hidden' });
    await demo.startServer();
    await expect
      .poll(() => storedResponses(customerAt(1)))
      .toMatchObject({
        AGE: { response: '45TO64', source: 'agent' },
        SOURCE: { response: 'FRIEND', source: 'agent' },
        HOME: { response: 'UNKNOWN', source: 'default' },
      });
  });

  it('clears an answer by the blank, as an explicit null', async () => {
    await openByMouse();
    await field('Age group').click();
    await page.getByRole('option', { name: '(blank)' }).click();
    await ok().click();
    await drawer().waitFor({ state: 'hidden' });
    await expect.poll(async () => (await storedResponses(customerAt(1))).AGE?.response).toBeNull();
  });

  it('opens by itself with K87 on for a customer with an alternate number, once, and not while somebody writes', async () => {
    const customer = customerAt(4);
    await openCustomer(customer);
    await page.getByRole('textbox', { name: 'Comment' }).focus();
    await expect(drawer().waitFor({ timeout: NEVER_WITHIN_MS })).rejects.toThrow();
    await page.getByRole('button', { name: 'More options' }).focus();
    await drawer().getByText('Something required is not answered yet').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'hidden' });
    // Those that were opened by hand and cancelled before are not counted.
    await expect.poll(() => desk.log().split('"profile.skipped"').length - 1).toBe(1);
    await openCustomer(customerAt(2));
    await openCustomer(customer);
    await expect(drawer().waitFor({ timeout: NEVER_WITHIN_MS })).rejects.toThrow();
    expect(await storedResponses(customer)).toEqual({});
  });

  it('does not open by itself with K87 on for a customer without one', async () => {
    await openCustomer(customerAt(3));
    await page.getByRole('button', { name: 'More options' }).focus();
    await expect(drawer().waitFor({ timeout: NEVER_WITHIN_MS })).rejects.toThrow();
  });

  it('fits a narrow window', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await page.keyboard.press('Alt+p');
    await ok().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(overflow).toBe(false);
    expect(await violations(page, '[role="dialog"]')).toEqual([]);
    expect(window.complaints).toEqual([]);
  });
});
