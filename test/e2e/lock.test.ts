/** A desk behind a PIN, and the way back from a store that does not open, as a person meets them. */
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
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

const PIN = '482913 right';

let folder: string;
let demo: Demo;
let browser: Browser;
let desk: DeskProcess;
let window: DeskWindow;

const syncState = (page: Page) => page.getByRole('status', { name: 'Sync state' });

async function restart(between: () => Promise<void> = async () => undefined): Promise<void> {
  await window.context.close();
  await desk.stop();
  await between();
  desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  window = await openDeskWindow(browser, desk.link);
}

async function menu(item: RegExp): Promise<void> {
  await window.page.getByRole('button', { name: /^User menu/ }).click();
  await window.page.getByRole('menuitem', { name: item }).click();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-lock-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 60, durable: false }),
    startChromium(),
  ]);
  desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  window = await openDeskWindow(browser, desk.link);
  await signIn(window, /Casey/);
  await syncState(window.page)
    .getByText(/Synced/)
    .waitFor();
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(window.page, task.name));
});
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a desk behind a PIN', () => {
  it('asks for it once it is set, refuses a wrong one, and opens with the right one', async () => {
    const { page } = window;
    await menu(/Set a PIN/);
    await page.getByLabel('New PIN', { exact: true }).fill(PIN);
    await page.getByLabel('New PIN, once more', { exact: true }).fill(PIN);
    await expect.poll(() => violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set PIN' }).click();
    await page.getByText('Callbook asks for your PIN from now on').first().waitFor();
    await menu(/^Lock/);
    await page.getByLabel('PIN', { exact: true }).fill('000000 wrong');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByRole('searchbox').count()).toBe(0);
    await expect.poll(() => violations(page)).toEqual([]);
    await expect.poll(() => page.getByRole('button', { name: 'Unlock' }).isEnabled()).toBe(true);
    await page.getByLabel('PIN', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('searchbox', { name: 'Find a customer' }).waitFor();
  });

  it('is locked after a restart, also without a network', async () => {
    await demo.stopServer();
    await restart();
    const { page } = window;
    await page.getByLabel('PIN', { exact: true }).fill(PIN);
    await page.getByLabel('PIN', { exact: true }).press('Enter');
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill('C-1000');
    await page.getByRole('option').first().waitFor();
    await demo.startServer();
  });
});

describe('a store that was damaged', () => {
  it('is told, put aside and filled anew, and nothing is deleted', async () => {
    await menu(/Remove/);
    await window.page.getByLabel('PIN so far', { exact: true }).fill(PIN);
    await window.page
      .getByRole('button', { name: /Remove/ })
      .last()
      .click();
    await expect.poll(() => window.page.getByRole('dialog').count()).toBe(0);
    await restart(damageStore);
    const { page } = window;
    await page.getByText('What is safe').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await page
      .getByRole('button', { name: /Repair|rescue|again from the server/i })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Repair', exact: true }).click();
    await page
      .getByRole('button', { name: /sign in/i })
      .or(page.getByRole('searchbox'))
      .first()
      .waitFor();
    const files = await readdir(join(folder, 'desk/users'), { recursive: true });
    expect(files.some((file) => /store\.db\.damaged-/.test(file))).toBe(true);
    if (await page.getByRole('button', { name: /sign in/i }).isVisible()) await signIn(window, /Casey/);
    await expect.poll(() => syncState(page).textContent()).toMatch(/Synced/);
    expect(window.complaints).toEqual([]);
  });
});

async function damageStore(): Promise<void> {
  const users = join(folder, 'desk/users');
  const [name] = await readdir(users);
  const file = await open(join(users, name ?? '', 'store.db'), 'r+');
  await file.write(Buffer.alloc(8192, 0x5a), 0, 8192, 0);
  await file.close();
}
