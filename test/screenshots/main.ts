/** `npm run screenshots`: the pictures of README and docs, taken of the real thing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { startDemo } from '#server/demo/start-demo.ts';
import { buildIfNeeded, ROOT } from '../../build/bundle.ts';
import {
  type DeskProcess,
  type DeskWindow,
  openDeskWindow,
  signIn,
  startChromium,
  startDeskProcess,
} from '../support/desk-process.ts';
import { takeRepresentative, takeSteward } from './guide.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
await buildIfNeeded(print);
const folder = await mkdtemp(join(tmpdir(), 'callbook-pictures-'));
const demo = await startDemo({ folder: join(folder, 'server'), customers: 2000, durable: false });
const browser = await startChromium();
const desks = await Promise.all(
  ['desk', 'senior', 'steward'].map((name) => startDeskProcess(join(folder, name), demo.serverUrl)),
);
const [desk, senior, steward] = desks as [DeskProcess, DeskProcess, DeskProcess];
try {
  await takeGuide(browser);
  await takeAll(browser, desk.link);
} finally {
  await browser.close();
  for (const one of desks) await one.stop();
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
}

async function takeGuide(chromium: Browser): Promise<void> {
  const first = await openDeskWindow(chromium, senior.link, { width: 1360, height: 850 });
  await signIn(first, /Quinn/);
  await first.page
    .getByRole('status', { name: 'Sync state' })
    .getByText(/Synced/)
    .waitFor({ timeout: 30_000 });
  await first.page.getByRole('searchbox', { name: 'Find a customer' }).fill('mar');
  await first.page.getByRole('option').nth(1).click();
  await first.page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
  await takeRepresentative(first.page, take);
  const second = await openDeskWindow(chromium, steward.link, { width: 1360, height: 850 });
  await signIn(second, /Devi/);
  await takeSteward(second.page, take);
}

async function takeAll(chromium: Browser, link: string): Promise<void> {
  const window = await openDeskWindow(chromium, link, { width: 1360, height: 850 });
  const { page } = window;
  await page.getByRole('button', { name: /sign in/i }).waitFor();
  await take(page, 'sign-in');
  await signIn(window, /Casey/);
  await page
    .getByRole('status', { name: 'Sync state' })
    .getByText(/Synced/)
    .waitFor({ timeout: 30_000 });
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill('mar');
  await page.getByRole('option').nth(3).waitFor();
  await take(page, 'find');
  await openOne(page);
  await take(page, 'customer');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Family name').fill('');
  await page.getByLabel('Given name').fill('');
  await page.getByLabel('E-mail 1', { exact: true }).fill('not an address');
  await page.getByRole('button', { name: 'Save' }).click();
  await take(page, 'edit-error');
  await page.getByLabel('Family name').fill('Haddad-Lindqvist');
  await page.getByLabel('E-mail 1', { exact: true }).fill('marta.h@example.org');
  await offlineAndDark(window);
}

async function openOne(page: Page): Promise<void> {
  await page.getByRole('option').nth(1).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
  const box = page.getByRole('textbox', { name: 'Comment' });
  for (const text of ['Called about the invoice of May. Sent a copy.', 'Prefers calls after 16:00.']) {
    await box.fill(text);
    await page.getByRole('button', { name: 'Add comment' }).click();
    await page.getByRole('list', { name: 'Timeline' }).getByText(text).waitFor();
  }
}

async function offlineAndDark({ page }: DeskWindow): Promise<void> {
  await demo.stopServer();
  await page.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('status', { name: 'Sync state' })
    .getByText(/waiting/)
    .waitFor({ timeout: 30_000 });
  await page.waitForTimeout(400);
  await take(page, 'offline');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(page, 'dark');
  await page.getByRole('button', { name: /Sync centre/ }).click();
  await take(page, 'sync-centre-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await take(page, 'sync-centre');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.setViewportSize({ width: 480, height: 850 });
  await take(page, 'narrow');
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(250);
  await page.screenshot({ path: join(ROOT, 'docs/images', `${name}.png`) });
  print(`docs/images/${name}.png`);
}
