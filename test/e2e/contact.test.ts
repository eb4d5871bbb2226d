/** A call with notes, wrap-up and tickler on a real desk: by keyboard, online and offline, and through a kill. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed, onTestFinished } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
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

const CARD = '4111 1111 1111 1111';

let folder: string;
let demo: Demo;
let browser: Browser;
let desk: DeskProcess;
let window: DeskWindow;
let page: Page;

const notes = () => page.getByRole('textbox', { name: 'Notes of the contact' });
const timeline = () => page.getByRole('list', { name: 'Timeline' });
const ticklers = () => page.getByRole('region', { name: 'Ticklers' });
const syncState = () => page.getByRole('status', { name: 'Sync state' });
const isSynced = () => syncState().filter({ hasText: 'Synced' }).waitFor();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-contact-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 60, durable: false }),
    startChromium(),
  ]);
  await openDesk();
  await signIn(window, /Casey/);
  await isSynced();
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

async function openDesk(): Promise<void> {
  desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  window = await openDeskWindow(browser, desk.link);
  page = window.page;
}

/** The customer at this place of the result list, by keyboard. */
async function openCustomer(number: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(number);
  await page.getByRole('option', { name: new RegExp(number) }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText(number, { exact: true }).first().waitFor();
  await page.getByRole('region', { name: 'Contact', exact: true }).waitFor();
}

/** Begins, notes, ends and wraps up a call, and makes a tickler of it, with the keyboard alone. */
async function callWithTickler(words: string): Promise<void> {
  await page.keyboard.press('Alt+n');
  await page.keyboard.press('Enter');
  await notes().waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press('Control+Enter');
  const code = page.getByRole('combobox', { name: 'How it ended' });
  await expect.poll(() => code.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'New tickler' });
  await dialog.getByRole('textbox', { name: 'What is to be done' }).focus();
  await page.keyboard.type(`Then: ${words}`);
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Save tickler' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}

/** What the server holds of a call and its tickler, without what differs from one to the next. */
async function onServer(number: string, words: string): Promise<unknown[]> {
  const { rows } = await demo.pool.query(
    `SELECT d.doc->>'notes' AS notes, d.doc->>'wrapUpCode' AS code, d.doc->>'channel' AS channel,
            d.doc->>'wrappedUpAt' IS NOT NULL AS closed, t.doc->>'text' AS text, t.doc->>'status' AS status,
            t.doc->>'teamId' AS team, t.doc->>'assigneeId' AS assignee
       FROM customers c
       JOIN contacts d ON d.customer_id = c.id AND d.doc->>'notes' = $2
       JOIN ticklers t ON t.customer_id = c.id AND t.doc->>'text' = 'Then: ' || $2
      WHERE c.number = $1`,
    [number, words],
  );
  return rows;
}

async function numberOf(place: number): Promise<string> {
  const { rows } = await demo.pool.query(
    `SELECT number FROM customers WHERE region = 'north' AND doc->>'status' = 'active'
      ORDER BY number OFFSET $1 LIMIT 1`,
    [place],
  );
  return rows[0].number;
}

async function setOffline(offline: boolean): Promise<void> {
  await page.getByRole('button', { name: /^User menu|Casey Morgan/ }).click();
  const item = page.getByRole('menuitemcheckbox', { name: /offline/i });
  if ((await item.getAttribute('aria-checked')) !== `${offline}`) await item.click();
  await page.keyboard.press('Escape');
}

describe('a call', () => {
  it('with notes, wrap-up and tickler is the same online and offline, by keyboard', async () => {
    const number = await numberOf(0);
    await openCustomer(number);
    await callWithTickler('Asks for the invoice');
    await isSynced();
    await setOffline(true);
    await callWithTickler('Asks for the contract');
    await timeline().getByText('Asks for the contract', { exact: true }).waitFor();
    expect(await onServer(number, 'Asks for the contract')).toEqual([]);
    await setOffline(false);
    await expect.poll(() => onServer(number, 'Asks for the contract')).toHaveLength(1);
    const [online] = (await onServer(number, 'Asks for the invoice')) as object[];
    const [offline] = (await onServer(number, 'Asks for the contract')) as object[];
    expect(online).toMatchObject({ closed: true, channel: 'call', status: 'open' });
    expect({ ...offline, notes: '', text: '' }).toEqual({ ...online, notes: '', text: '' });
    await isSynced();
  });

  it('keeps the notes that were typed when the desk is killed', async () => {
    const number = await numberOf(1);
    await openCustomer(number);
    await page.keyboard.press('Alt+n');
    await page.keyboard.press('Enter');
    await notes().fill('Speaks of a broken kettle, and of the');
    await page.getByText('Saved on this computer').waitFor();
    await desk.kill();
    await window.context.close();
    await openDesk();
    await page.getByRole('searchbox', { name: 'Find a customer' }).waitFor();
    await openCustomer(number);
    expect(await notes().inputValue()).toBe('Speaks of a broken kettle, and of the');
    expect(await page.getByRole('timer', { name: 'Duration' }).textContent()).toMatch(/^\d+:\d\d$/);
  });

  it('to a customer who cannot be reached so is not begun, and says why', async () => {
    const { rows } = await demo.pool.query(
      `SELECT number FROM customers WHERE region = 'north' AND doc->>'status' = 'active'
          AND doc->'emails' = '[]' ORDER BY number DESC LIMIT 1`,
    );
    await openCustomer(rows[0].number);
    await page.getByRole('combobox', { name: 'Direction' }).selectOption('outbound');
    await page.getByRole('combobox', { name: 'Channel' }).selectOption('email');
    await page.getByRole('button', { name: 'Start contact' }).click();
    await page.getByRole('alert').filter({ hasText: 'nothing to reach the customer by' }).waitFor();
    expect(await notes().count()).toBe(0);
    await page.keyboard.press('Control+w');
  });

  it('refuses a card number in the notes, and in a comment', async () => {
    await notes().fill(`Wants to pay with ${CARD}`);
    await page.getByText('which must not be kept').first().waitFor();
    await page.getByRole('button', { name: 'End contact' }).click();
    expect(await page.getByRole('button', { name: 'End contact' }).isVisible()).toBe(true);
    await notes().fill('Paid by phone with the bank');
    await page.getByText('Saved on this computer').waitFor();
    await page.getByRole('textbox', { name: 'Comment' }).fill(`Card ${CARD}`);
    expect(await page.getByRole('button', { name: 'Add comment' }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Comment' }).fill('');
    await page.getByRole('button', { name: 'End contact' }).click();
    const wrapUpTime = page.getByRole('timer', { name: 'Time of wrapping up' });
    await wrapUpTime.waitFor();
    const duration = await page.getByRole('timer', { name: 'Duration' }).textContent();
    const begun = await wrapUpTime.textContent();
    await expect.poll(() => wrapUpTime.textContent(), { timeout: 30_000 }).not.toBe(begun);
    expect(await page.getByRole('timer', { name: 'Duration' }).textContent()).toBe(duration);
    await page.getByRole('button', { name: 'Wrap up' }).click();
    await page.getByText('Wrap up again to leave it without one').waitFor();
    await page.getByRole('button', { name: 'Wrap up' }).click();
    await notes().waitFor({ state: 'hidden' });
    await timeline().getByText('Paid by phone with the bank').waitFor();
  });
});

describe('the timeline', () => {
  it('shows pinned comments first, and what is asked for by kind', async () => {
    await page.getByRole('textbox', { name: 'Comment' }).fill('Always ask for Mrs Berg');
    await page.getByRole('button', { name: 'Options', exact: true }).click();
    await page.getByRole('combobox', { name: 'Kind of comment' }).selectOption('complaint');
    await page.getByRole('button', { name: 'Add comment' }).click();
    const item = timeline().getByRole('listitem').filter({ hasText: 'Always ask for Mrs Berg' });
    await item.getByRole('button', { name: 'Pin comment' }).click();
    await item.getByRole('button', { name: 'Unpin comment' }).waitFor();
    await expect.poll(() => timeline().getByRole('listitem').first().textContent()).toContain('Mrs Berg');
    await page
      .getByRole('group', { name: 'Filter the timeline' })
      .getByText('Contacts', { exact: true })
      .click();
    await expect.poll(() => item.count()).toBe(0);
    await timeline().getByText('Paid by phone with the bank').waitFor();
    await page
      .getByRole('group', { name: 'Filter the timeline' })
      .getByText('Contacts', { exact: true })
      .click();
    await item.waitFor();
  });
});

describe('ticklers', () => {
  it('are announced on the customer, worked and resolved, and the rail counts what is due', async () => {
    await ticklers().getByRole('button', { name: 'New tickler' }).click();
    const dialog = page.getByRole('dialog', { name: 'New tickler' });
    await dialog.getByRole('textbox', { name: 'What is to be done' }).fill('Send the spare lid');
    await dialog.getByLabel('Remind at').fill('2026-01-01T09:00');
    await dialog.getByRole('combobox', { name: 'For' }).selectOption('me');
    await dialog.getByRole('button', { name: 'Save tickler' }).click();
    await dialog.getByText('This time is over').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save tickler' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('One open tickler').waitFor();
    await page.getByText('A tickler is due').waitFor();
    await page.getByRole('button', { name: 'My ticklers, 1 due' }).click();
    const mine = page.getByRole('list', { name: 'My ticklers' });
    const item = mine.getByRole('listitem').filter({ hasText: 'Send the spare lid' });
    await item.getByRole('button', { name: 'Start' }).click();
    await item.getByText('In process').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await item.getByRole('button', { name: 'Resolve' }).click();
    await item.getByRole('textbox', { name: 'What came of it' }).fill('Sent');
    await item.getByRole('button', { name: 'Resolve tickler' }).click();
    await item.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'My ticklers', exact: true }).waitFor();
  });
});

describe('a senior representative', () => {
  it('gives several ticklers to a colleague at once', async () => {
    const folderOfQuinn = join(folder, 'quinn');
    const other = await startDeskProcess(folderOfQuinn, demo.serverUrl);
    onTestFinished(() => other.stop());
    const theirs = await openDeskWindow(browser, other.link);
    await signIn(theirs, /Quinn/);
    const quinn = theirs.page;
    await quinn.getByRole('button', { name: /^My ticklers/ }).click();
    await quinn.getByRole('button', { name: 'Show everybody’s' }).click();
    const all = quinn.getByRole('list', { name: 'Everybody’s ticklers' });
    const items = all.getByRole('listitem').filter({ hasText: 'Then: ' });
    await expect.poll(() => items.count()).toBe(2);
    for (const item of await items.all()) await item.getByRole('checkbox').check();
    await quinn.getByRole('combobox', { name: 'Give those chosen to' }).selectOption({ label: 'Robin Hale' });
    await quinn.getByRole('button', { name: 'Reassign 2' }).click();
    await expect.poll(() => items.filter({ hasText: 'Robin Hale' }).count()).toBe(2);
    await expect.poll(() => violations(quinn)).toEqual([]);
    const assignees = () =>
      demo.pool
        .query("SELECT DISTINCT doc->>'assigneeId' AS who FROM ticklers WHERE doc->>'text' LIKE 'Then: %'")
        .then(({ rows }) => rows.map(({ who }) => who));
    await expect.poll(assignees).toEqual(['robin']);
  });
});

describe('orders', () => {
  it('tell three reasons for an empty list apart', async () => {
    const { rows } = await demo.pool.query(
      `SELECT number, id FROM customers c WHERE region = 'north' AND doc->>'status' = 'active'
          AND NOT EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id) ORDER BY number LIMIT 1`,
    );
    await openCustomer(rows[0].number);
    const card = page.getByRole('region', { name: 'Orders, quotes and returns' });
    await card.getByText(/^No orders since/).waitFor();
    await demo.stopServer();
    await expect.poll(() => syncState().textContent()).not.toMatch(/Synced/);
    await card.getByRole('button', { name: /^Load orders from before/ }).click();
    await card.getByText('could not be loaded').waitFor();
    await demo.startServer();
    await isSynced();
    await card.getByRole('button', { name: /^Load orders from before/ }).click();
    await card.getByText('This customer has no orders.').waitFor();
  });

  it('are what a tickler may be about', async () => {
    const { rows } = await demo.pool.query(
      `SELECT c.number, o.number AS ref FROM customers c JOIN orders o ON o.customer_id = c.id
        WHERE c.region = 'north' AND c.doc->>'status' = 'active' AND o.type = 'order'
          AND o.doc->>'placedAt' > '2025-06-01' ORDER BY o.number LIMIT 1`,
    );
    const [{ number, ref }] = rows;
    await openCustomer(number);
    await page.getByRole('button', { name: `New tickler about ${ref}` }).click();
    const dialog = page.getByRole('dialog', { name: 'New tickler' });
    await dialog.getByText(`About the order ${ref}`).waitFor();
    await dialog.getByRole('button', { name: 'Save tickler' }).click();
    await ticklers().getByText(`About the order ${ref}`).waitFor();
  });

  it('are accessible with the contact and the timeline, in both schemes', async () => {
    await expect.poll(() => violations(page)).toEqual([]);
    expect(window.complaints).toEqual([]);
  });
});
