/** What an end-to-end test stands on: a backend with demo data, one desk, and a Chromium that shows it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { type Demo, type DemoOptions, startDemo } from '#server/demo/start-demo.ts';
import {
  type DeskProcess,
  type DeskWindow,
  openDeskWindow,
  signIn,
  startChromium,
  startDeskProcess,
  type WindowOptions,
} from './desk-process.ts';

export type Stage = {
  /** Where the data of backend and desks are. */
  folder: string;
  demo: Demo;
  browser: Browser;
  desk: DeskProcess;
  /** The data folder of the desk. */
  dataDir: string;
  window: DeskWindow;
  page: Page;
  close(): Promise<void>;
};

/** Starts everything, signs the account in and waits for its customers. */
export async function setTheStage(
  account: RegExp,
  customers: number,
  options: WindowOptions = {},
  backend: Partial<DemoOptions> = {},
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'callbook-stage-'));
  const [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers, durable: false, ...backend }),
    startChromium(),
  ]);
  const desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  const window = await openDeskWindow(browser, desk.link, options);
  await signIn(window, account);
  await isSynced(window.page);
  return {
    folder,
    demo,
    browser,
    desk,
    dataDir: join(folder, 'desk'),
    window,
    page: window.page,
    async close() {
      await browser.close();
      await desk.stop();
      await demo.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the desk says that it has everything and nothing waits. */
export async function isSynced(page: Page): Promise<void> {
  await page
    .getByRole('status', { name: 'Sync state' })
    .getByText(/Synced/)
    .waitFor();
}

/** Cuts the desk from the network by its own switch, or takes it back. */
export async function setOffline(page: Page, offline: boolean): Promise<void> {
  await page.getByRole('button', { name: /^User menu/ }).click();
  const item = page.getByRole('menuitemcheckbox', { name: /offline/i });
  if ((await item.getAttribute('aria-checked')) !== `${offline}`) await item.click();
  await page.keyboard.press('Escape');
}
