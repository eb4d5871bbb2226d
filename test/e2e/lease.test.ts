/** A desk that has worked offline for as long as it may, as a person meets it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
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

/** Long enough to sign in and type, short enough to wait for. */
const OFFLINE_MS = 20_000;

let folder: string;
let demo: Demo;
let browser: Browser;
let desk: DeskProcess;
let window: DeskWindow;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-lease-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 60, durable: false, offlineMs: OFFLINE_MS }),
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
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('says before that work ends, then why it has, and goes on where it was once the server is back', async () => {
  const { page } = window;
  onTestFailed(() => picture(page, 'lease'));
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill('an');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('textbox', { name: 'Comment' }).fill('Wants to be called on Friday');
  await demo.stopServer();

  const sync = page.getByRole('status', { name: 'Sync state' });
  await sync.getByText(/Work here ends .* unless this computer reaches its server/).waitFor();
  expect(await violations(page)).toEqual([]);

  const title = page.getByRole('heading', { name: 'Callbook has to reach its server before you go on' });
  await title.waitFor();
  await page.getByText(/Connect this computer to your organisation’s network/).waitFor();
  await page.getByRole('button', { name: 'Sign in again' }).waitFor();
  expect(await page.getByRole('searchbox').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await title.waitFor();

  await demo.startServer();
  await page.getByRole('searchbox').waitFor();
  await page.getByRole('textbox', { name: 'Comment' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Comment' }).inputValue()).toBe(
    'Wants to be called on Friday',
  );
});
