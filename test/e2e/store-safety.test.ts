/** The safety of the data on this computer, as a person meets it: check, new key, idle lock, damage while it is open. */
import { mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
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

const PIN = '482913 right';
const IDLE_SECONDS = 6;

let folder: string;
let demo: Demo;
let browser: Browser;
let desk: DeskProcess;
let window: DeskWindow;

async function userFolder(): Promise<string> {
  const users = join(folder, 'desk/users');
  const [name = ''] = await readdir(users);
  return join(users, name);
}

const keyFile = async () => readFile(join(await userFolder(), 'key.json'), 'utf8');

async function restart(more: readonly string[] = []): Promise<void> {
  await window.context.close();
  await desk.stop();
  desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl, more);
  window = await openDeskWindow(browser, desk.link);
}

async function openSyncCentre(): Promise<void> {
  await window.page.getByRole('button', { name: /^Sync centre/ }).click();
}

async function setPin(): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: /^User menu/ }).click();
  await page.getByRole('menuitem', { name: /Set a PIN/ }).click();
  await page.getByLabel('New PIN', { exact: true }).fill(PIN);
  await page.getByLabel('New PIN, once more', { exact: true }).fill(PIN);
  await page.getByRole('button', { name: 'Set PIN' }).click();
  await page.getByText('Callbook asks for your PIN from now on').first().waitFor();
}

async function unlock(): Promise<void> {
  const { page } = window;
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.getByLabel('PIN', { exact: true }).press('Enter');
  await page.getByRole('searchbox', { name: 'Find a customer' }).waitFor();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-safety-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 400, durable: false }),
    startChromium(),
  ]);
  desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  window = await openDeskWindow(browser, desk.link);
  await signIn(window, /Casey/);
  await window.page
    .getByRole('status', { name: 'Sync state' })
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

describe('the data on this computer', () => {
  it('is checked when its user asks for it, and the result is said in words', async () => {
    await openSyncCentre();
    const card = window.page.getByRole('region', { name: 'Safety of the data on this computer' });
    expect(await card.getByText(/in order/).count()).toBe(0);
    await card.getByRole('button', { name: 'Check the data' }).click();
    await card.getByRole('status').getByText('The data is in order').waitFor();
  });

  it('gets a new key, and is open again with everything in it', async () => {
    const { page } = window;
    const key = await keyFile();
    await page.getByRole('button', { name: /Renew the key/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Renew the key' }).click();
    await page.getByText('The data on this computer has a new key').waitFor();
    expect(await keyFile()).not.toBe(key);
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill('C-1000');
    await page.getByRole('option').first().waitFor();
  });

  it('asks for the PIN before it gets a new key, and says when it is wrong', async () => {
    const { page } = window;
    await setPin();
    const key = await keyFile();
    await openSyncCentre();
    await page.getByRole('button', { name: /Renew the key/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('PIN', { exact: true }).fill('000000 wrong');
    await dialog.getByRole('button', { name: 'Renew the key' }).click();
    await dialog.getByText('This is not the PIN').waitFor();
    await expect.poll(() => dialog.getByLabel('PIN', { exact: true }).inputValue()).toBe('');
    expect(await keyFile()).toBe(key);
    await dialog.getByLabel('PIN', { exact: true }).fill(PIN);
    await dialog.getByRole('button', { name: 'Renew the key' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(keyFile).not.toBe(key);
    await page.getByRole('searchbox', { name: 'Find a customer' }).waitFor();
  });
});

describe('a window that is used', () => {
  it('tells the core so, once for many keys', async () => {
    const { page } = window;
    let told = 0;
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (payload.toString().includes('session/active')) told += 1;
      }),
    );
    await page.reload();
    const box = page.getByRole('searchbox', { name: 'Find a customer' });
    await box.waitFor();
    expect(told).toBe(0);
    await box.pressSequentially('C-1000');
    await expect.poll(() => told).toBe(1);
    await page.getByRole('option').first().waitFor();
    expect(told).toBe(1);
  });
});

describe('a desk that nobody uses', () => {
  it('is locked after a while, and what was typed is there after the PIN', async () => {
    await restart(['--idle-minutes', `${IDLE_SECONDS / 60}`]);
    await unlock();
    const { page } = window;
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill('C-1000');
    await page.getByRole('option').first().click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('Not saved when it was locked');
    await page.getByRole('heading', { name: 'Callbook is locked' }).waitFor();
    expect(await page.getByText('Not saved when it was locked').count()).toBe(0);
    await unlock();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Comment' }).inputValue())
      .toBe('Not saved when it was locked');
  });
});

describe('a store that is damaged while it is open', () => {
  it('says so over the desk, with the way out', async () => {
    await restart();
    await unlock();
    const { page } = window;
    await damageMiddle();
    await openSyncCentre();
    await page.getByRole('button', { name: 'Check the data' }).click();
    const banner = page.getByRole('alert').filter({ hasText: 'damaged' });
    await banner.waitFor();
    await banner.getByRole('button', { name: /Repair/ }).click();
    await page.getByText('What is safe').waitFor();
    expect(window.complaints).toEqual([]);
  });
});

/** Overwrites pages in the middle of the file of a running desk, as a failing disk does. */
async function damageMiddle(): Promise<void> {
  const path = join(await userFolder(), 'store.db');
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  const from = Math.floor(size / 2 / 8192) * 8192;
  await file.write(Buffer.alloc(size - from, 0x5a), 0, size - from, from);
  await file.close();
}
