/** Finding while it does not work: the list says why and what to do, keeps what was typed, and goes on by itself. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, WebSocketRoute } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { openDeskWindow, picture, startDeskProcess } from '../support/desk-process.ts';
import { isSynced, type Stage, setTheStage } from '../support/stage.ts';

let stage: Stage;
let shown: Page;
beforeAll(async () => {
  stage = await setTheStage(/Casey/, 300);
  shown = stage.page;
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(shown, task.name));
});
afterAll(() => stage?.close());

const box = (page: Page) => page.getByRole('searchbox', { name: 'Find a customer' });
const results = (page: Page) => page.getByRole('region', { name: 'Results' });
const customers = (page: Page) => page.getByRole('listbox', { name: 'Customers' }).getByRole('option');
const palette = (page: Page) => page.getByRole('combobox', { name: 'Go to a customer or do something' });

type Line = {
  cut: () => Promise<void>;
  mend: () => Promise<void>;
  /** Keeps back what the core answers, until it is let go. */
  hold: () => void;
  letGo: () => void;
};

/** Stands between the page and its core from the next load on; `cut` takes the line away, `mend` gives it back. */
async function between(page: Page): Promise<Line> {
  const sockets = new Set<WebSocketRoute>();
  const held: (() => void)[] = [];
  let isCut = false;
  let isHeld = false;
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    if (isCut) return void socket.close();
    const server = socket.connectToServer();
    sockets.add(socket);
    socket.onClose(() => server.close());
    server.onMessage((message) => {
      if (isHeld) held.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  const plain = new URL('/', page.url()).href;
  return {
    async cut() {
      isCut = true;
      // A core that still answered a plain request would have refused the page.
      await page.route(plain, (route) => route.abort());
      for (const socket of sockets) await socket.close();
      sockets.clear();
    },
    async mend() {
      await page.unroute(plain);
      isCut = false;
    },
    hold() {
      isHeld = true;
    },
    letGo() {
      isHeld = false;
      for (const pass of held.splice(0)) pass();
    },
  };
}

it('says that the core is gone, keeps what is typed, and finds it when the core is back', async () => {
  const { page } = stage;
  const line = await between(page);
  await page.reload();
  await isSynced(page);
  await line.cut();
  await page.getByText('reconnecting').waitFor();
  await box(page).fill('c-1000');
  const alert = results(page).getByRole('alert');
  await alert.getByText('What you typed is kept').waitFor();
  expect(await customers(page).count()).toBe(0);
  expect(await page.getByRole('button', { name: /Create customer/ }).count()).toBe(0);
  await picture(page, 'find with the core gone');
  await page.keyboard.press('Control+k');
  await palette(page).fill('c-1000');
  await page.getByRole('dialog').getByText('What you typed is kept').waitFor();
  await picture(page, 'palette with the core gone');
  await line.mend();
  await page.getByRole('listbox', { name: 'Customers and commands' }).getByRole('option').first().waitFor();
  await page.getByRole('dialog').getByRole('alert').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });
  expect(await box(page).inputValue()).toBe('c-1000');
  await customers(page).first().waitFor();
  await alert.waitFor({ state: 'detached' });
});

it('says that it takes its time, keeps what is typed, and shows whom it finds after all', async () => {
  const { page } = stage;
  const line = await between(page);
  await page.reload();
  await isSynced(page);
  line.hold();
  await box(page).fill('c-1000');
  const note = results(page).getByRole('status').getByText('Callbook is slow to answer');
  await note.waitFor();
  expect(await box(page).inputValue()).toBe('c-1000');
  expect(await page.getByText('No customer for').count()).toBe(0);
  await picture(page, 'find that takes its time');
  line.letGo();
  await customers(page).first().waitFor();
  await note.waitFor({ state: 'detached' });
});

it('says that the data is damaged, and leads to its repair', async () => {
  await stage.window.context.close();
  await stage.desk.stop();
  const desk = await startDeskProcess(stage.dataDir, stage.demo.serverUrl);
  try {
    const { page } = await openDeskWindow(stage.browser, desk.link, { colorScheme: 'dark' });
    shown = page;
    await isSynced(page);
    await damage();
    await box(page).fill('an');
    await results(page).getByRole('alert').getByText('Choose Repair').waitFor();
    expect(await box(page).inputValue()).toBe('an');
    const banner = page.getByRole('alert').filter({ hasText: 'Part of the customer data' });
    await banner.getByRole('button', { name: /Repair/ }).waitFor();
    await picture(page, 'find in damaged data');
    await banner.getByRole('button', { name: /Repair/ }).click();
    await page.getByText('What is safe').waitFor();
  } finally {
    await desk.stop();
  }
});

/** Overwrites all but the beginning of the file of a running desk, as a failing disk does. */
async function damage(): Promise<void> {
  const users = join(stage.dataDir, 'users');
  const [name = ''] = await readdir(users);
  const path = join(users, name, 'store.db');
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  const from = 8 * 8192;
  await file.write(Buffer.alloc(size - from, 0x5a), 0, size - from, from);
  await file.close();
}
