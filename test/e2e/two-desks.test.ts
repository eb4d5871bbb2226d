/** The walk of a representative's day, on two real desks: find, change, note, offline, restart, reconnect. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
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
let deskA: DeskProcess;
let deskB: DeskProcess;
let a: DeskWindow;
let b: DeskWindow;
const everyWindow: DeskWindow[] = [];

async function open(desk: DeskProcess): Promise<DeskWindow> {
  const window = await openDeskWindow(browser, desk.link);
  everyWindow.push(window);
  return window;
}

const find = (page: Page) => page.getByRole('searchbox', { name: 'Find a customer' });
const syncState = (page: Page) => page.getByRole('status', { name: 'Sync state' });
const contactPoints = (page: Page) => page.getByRole('region', { name: 'Contact points' });

async function openCustomer(page: Page, number: string): Promise<void> {
  await find(page).fill(number);
  await page.getByRole('option', { name: new RegExp(number) }).click();
  await page.getByRole('button', { name: 'Edit' }).waitFor();
}

async function setOffline(page: Page, offline: boolean): Promise<void> {
  await page.getByRole('button', { name: /^User menu/ }).click();
  const item = page
    .getByRole('menuitemcheckbox', { name: /offline/i })
    .or(page.getByRole('switch', { name: /offline/i }))
    .first();
  if (
    (await item.getAttribute('aria-checked')) !== `${offline}` &&
    (await item.isChecked().catch(() => !offline)) !== offline
  )
    await item.click();
  await page.keyboard.press('Escape');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-e2e-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 500, durable: false }),
    startChromium(),
  ]);
  [deskA, deskB] = (await Promise.all(
    ['a', 'b'].map((name) => startDeskProcess(join(folder, name), demo.serverUrl)),
  )) as [DeskProcess, DeskProcess];
  [a, b] = [await open(deskA), await open(deskB)];
});
beforeEach(({ task }) => {
  onTestFailed(async () => {
    await picture(a.page, `${task.name} a`);
    await picture(b.page, `${task.name} b`);
  });
});
afterAll(async () => {
  await browser?.close();
  await deskA?.stop();
  await deskB?.stop();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A customer of the north with a phone and an e-mail, straight from the database. */
async function anyCustomer(skip = 0): Promise<{ id: string; number: string }> {
  const { rows } = await demo.pool.query(
    `SELECT id, number FROM customers WHERE region = 'north' AND doc->>'status' = 'active'
       AND jsonb_array_length(doc->'emails') > 0 AND jsonb_array_length(doc->'phones') > 0 ORDER BY number OFFSET $1 LIMIT 1`,
    [skip],
  );
  return rows[0];
}

describe('two desks', () => {
  it('sign in through the system browser and get their customers', async () => {
    await signIn(a, /Casey/);
    await signIn(b, /Robin/);
    for (const { page } of [a, b]) await expect.poll(() => syncState(page).textContent()).toMatch(/Synced/);
  });

  it('find a customer on every keystroke and show the same change within two seconds', async () => {
    const { number } = await anyCustomer();
    await find(a.page).pressSequentially(number.slice(0, 6));
    await a.page.getByRole('option').first().waitFor();
    await openCustomer(a.page, number);
    await openCustomer(b.page, number);

    await a.page.getByRole('button', { name: 'Edit' }).click();
    await a.page.getByLabel('E-mail 1', { exact: true }).fill('new.address@example.org');
    await a.page.getByRole('button', { name: 'Save' }).click();
    await contactPoints(a.page).getByText('new.address@example.org').waitFor();
    await contactPoints(b.page).getByText('new.address@example.org').waitFor();

    await a.page.getByRole('textbox', { name: 'Comment' }).fill('Asked for a call back on Monday.');
    await a.page.getByRole('button', { name: 'Add comment' }).click();
    await b.page.getByText('Asked for a call back on Monday.').waitFor();
  });

  it('keep a change made offline over a restart that is offline too, and send it once when connected', async () => {
    const { id, number } = await anyCustomer();
    await demo.stopServer();
    await a.page.getByRole('button', { name: 'Edit' }).click();
    await a.page.getByLabel('Phone 1', { exact: true }).fill('+44 20 7946 0999');
    await a.page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => syncState(a.page).textContent()).toMatch(/1 change waiting/);

    await a.context.close();
    await deskA.stop();
    deskA = await startDeskProcess(join(folder, 'a'), demo.serverUrl);
    a = await open(deskA);
    await expect.poll(() => syncState(a.page).textContent()).toMatch(/1 change waiting/);
    await openCustomer(a.page, number);
    await contactPoints(a.page).getByText('+44 20 7946 0999').waitFor();

    await demo.startServer();
    await contactPoints(b.page).getByText('+44 20 7946 0999').waitFor();
    await expect.poll(() => syncState(a.page).textContent()).toMatch(/Synced/);
    const { rows } = await demo.pool.query(`SELECT count(*)::int AS n FROM change_feed WHERE doc_id = $1`, [
      id,
    ]);
    expect(rows[0].n).toBe(3);
  });

  it('offer a switch for trying it offline, and say in words where things are', async () => {
    await setOffline(a.page, true);
    await expect.poll(() => syncState(a.page).textContent()).toMatch(/offline/i);
    await a.page.getByRole('textbox', { name: 'Comment' }).fill('Noted without a network.');
    await a.page.getByRole('button', { name: 'Add comment' }).click();
    await expect.poll(() => syncState(a.page).textContent()).toMatch(/1 change waiting/);
    await setOffline(a.page, false);
    await b.page.getByText('Noted without a network.').waitFor();
    await expect.poll(() => syncState(a.page).textContent()).toMatch(/Synced/);
  });

  it('merge changes of different fields, and keep what lost where its author finds it', async () => {
    const { number } = await anyCustomer(1);
    await openCustomer(a.page, number);
    await openCustomer(b.page, number);
    await setOffline(a.page, true);
    await a.page.getByRole('button', { name: 'Edit' }).click();
    await a.page.getByLabel('Family name').fill('Fromdesk-A');
    await a.page.getByLabel('Phone 1', { exact: true }).fill('0800 111 111');
    await a.page.getByRole('button', { name: 'Save' }).click();
    await b.page.getByRole('button', { name: 'Edit' }).click();
    await b.page.getByLabel('Family name').fill('Fromdesk-B');
    await b.page.getByLabel('E-mail 1', { exact: true }).fill('from.b@example.org');
    await b.page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => syncState(b.page).textContent()).toMatch(/Synced/);
    await setOffline(a.page, false);
    for (const { page } of [a, b]) {
      await contactPoints(page).getByText('0800 111 111').waitFor();
      await contactPoints(page).getByText('from.b@example.org').waitFor();
      await page.getByRole('heading', { name: /Fromdesk-B/ }).waitFor();
    }
    await expect.poll(() => syncState(a.page).textContent()).toMatch(/1 change needs attention/);
    await a.page.getByRole('button', { name: /Sync centre/ }).click();
    await a.page.getByRole('list', { name: 'Changes that need attention' }).getByText('Fromdesk-A').waitFor();
    await a.page.getByRole('button', { name: 'Find', exact: true }).click();
  });

  it('show hostile text as text, everywhere on the path', async () => {
    const { number } = await anyCustomer(2);
    const name = '<img src=x onerror=alert(1)>';
    const script = `<script>alert(1)</script><svg onload=alert(1)> [x](javascript:alert(1)) {{constructor.constructor('alert(1)')()}}`;
    await openCustomer(a.page, number);
    await a.page.getByRole('button', { name: 'Edit' }).click();
    await a.page.getByLabel('Family name').fill(name);
    await a.page.getByRole('button', { name: 'Save' }).click();
    await a.page.getByRole('textbox', { name: 'Comment' }).fill(script);
    await a.page.getByRole('button', { name: 'Add comment' }).click();
    await openCustomer(b.page, number);
    for (const { page } of [a, b]) {
      await page.getByRole('heading', { name }).waitFor();
      await page.getByText(script).first().waitFor();
    }
  });

  it('left no violation of the security policy and no error on any page', () => {
    expect(everyWindow.flatMap((window) => window.complaints)).toEqual([]);
  });

  it('wrote nothing of a customer into a log', () => {
    const logs = deskA.log() + deskB.log();
    for (const text of ['example.org', 'Fromdesk', 'call back', 'onerror', '7946'])
      expect(logs).not.toContain(text);
  });
});
