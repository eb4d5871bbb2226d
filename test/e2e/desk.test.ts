/** One desk in a real Chromium: keyboard, drafts, a second start, accessibility, and what is left on the disk. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
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

/** Text that stands nowhere else, whose first letters are its own. */
const SENTINEL = 'Zqxvthorpe';

let folder: string;
let demo: Demo;
let browser: Browser;
let desk: DeskProcess;
let window: DeskWindow;

const dataDir = () => join(folder, 'desk');
const find = (page: Page) => page.getByRole('searchbox', { name: 'Find a customer' });
const comment = (page: Page) => page.getByRole('textbox', { name: 'Comment' });
const syncState = (page: Page) => page.getByRole('status', { name: 'Sync state' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-desk-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 300, durable: false }),
    startChromium(),
  ]);
  desk = await startDeskProcess(dataDir(), demo.serverUrl);
  window = await openDeskWindow(browser, desk.link);
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

/** What axe finds against WCAG 2.2 A and AA, as rule and place. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const checker = Reflect.get(globalThis, 'axe') as typeof axe;
    const { violations } = await checker.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // Experimental in axe: it takes the avatar's initials, hidden from assistive technology, for a label.
      rules: { 'label-content-name-mismatch': { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
  });
  return found;
}

async function inBothSchemes(page: Page): Promise<string[]> {
  const all: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    all.push(...(await violations(page)));
  }
  return all;
}

/** Everything the page keeps in its own databases and storages, as text. */
function storedInPage(page: Page): Promise<{ text: string }> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        for (const row of rows) {
          const bytes = Object.values(row as object).filter(
            (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value),
          );
          const decoded = bytes.map((value) => new TextDecoder().decode(value as ArrayBuffer));
          texts.push(JSON.stringify(row), ...decoded);
        }
      }
      database.close();
    }
    return { text: texts.join('\n') + JSON.stringify({ ...localStorage, ...sessionStorage }) };
  });
}

describe('a desk', () => {
  it('is accessible before anybody signed in', async () => {
    await window.page.getByRole('button', { name: /sign in/i }).waitFor();
    expect(await inBothSchemes(window.page)).toEqual([]);
  });

  it('signs in, and finds, opens, edits and notes with the keyboard alone', async () => {
    const { page } = window;
    await signIn(window, /Casey/);
    await expect.poll(() => syncState(page).textContent()).toMatch(/Synced/);
    await page.keyboard.press('/');
    await page.keyboard.type('C-1000');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    await page.keyboard.press('e');
    await page.getByLabel('Family name').waitFor();
    await page.getByLabel('Family name').fill(SENTINEL);
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { level: 1, name: new RegExp(SENTINEL) }).waitFor();
    await comment(page).fill(`Spoke with ${SENTINEL}.`);
    await comment(page).press('Control+Enter');
    await page.getByRole('list', { name: 'Timeline' }).getByText(`Spoke with ${SENTINEL}.`).waitFor();
  });

  it('is accessible while finding, editing with errors, and in the sync centre', async () => {
    const { page } = window;
    await page
      .getByRole('button', { name: /^Dismiss notice/ })
      .first()
      .click();
    expect(await inBothSchemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Add e-mail' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('form', { name: 'Edit customer' })
      .getByText(/e-mail/i)
      .first()
      .waitFor();
    // As high as the form, because the bars that stay in sight cover whatever scrolls under them.
    const size = page.viewportSize() ?? { width: 1440, height: 900 };
    await page.setViewportSize({ ...size, height: 4000 });
    expect(await inBothSchemes(page)).toEqual([]);
    await page.setViewportSize(size);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('button', { name: /Sync centre/ }).click();
    expect(await inBothSchemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
  });

  it('undoes a change that was saved', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Organisation').fill('Undone Ltd');
    await page.keyboard.press('Control+s');
    await page.getByText('Undone Ltd').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.getByText('Undone Ltd').count()).toBe(0);
  });

  it('keeps an unsent comment and the open customer over a reload', async () => {
    const { page } = window;
    await comment(page).fill('Half a thought about');
    await expect.poll(async () => (await storedInPage(page)).text).toContain('"kind":"comment"');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: new RegExp(SENTINEL) }).waitFor();
    await expect.poll(() => comment(page).inputValue()).toBe('Half a thought about');
    await comment(page).fill('');
  });

  it('keeps nothing readable of a customer in the page’s own database', async () => {
    const { page } = window;
    await comment(page).fill(`Draft for ${SENTINEL}`);
    await expect.poll(async () => (await storedInPage(page)).text).toContain('"kind":"comment"');
    expect((await storedInPage(page)).text).not.toContain(SENTINEL);
    await comment(page).fill('');
  });

  it('gives a second start on the same folder a window of the first', async () => {
    const second = await startDeskProcess(dataDir(), demo.serverUrl);
    const other = await openDeskWindow(browser, second.link);
    await find(other.page).waitFor();
    await other.context.close();
    await expect.poll(() => second.process.exitCode).toBe(0);
  });

  it('says what to do when its link was used already', async () => {
    const stranger = await openDeskWindow(browser, desk.link);
    await stranger.page
      .getByText(/launcher|again/i)
      .first()
      .waitFor();
    expect(await stranger.page.getByRole('searchbox').count()).toBe(0);
    await stranger.context.close();
  });

  it('works on a narrow screen', async () => {
    const { page } = window;
    await page.setViewportSize({ width: 480, height: 800 });
    await find(page).fill('C-1000');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('says that its core is gone, and comes back by itself', async () => {
    const { page } = window;
    const port = Number(new URL(page.url()).port);
    expect(port).toBeGreaterThan(0);
    desk.process.kill('SIGSTOP');
    desk.process.kill('SIGCONT');
    await find(page).fill('mar');
    await page.getByRole('option').first().waitFor();
    expect(window.complaints).toEqual([]);
  });

  it('left no customer readable on the disk', async () => {
    await expect.poll(() => syncState(window.page).textContent()).toMatch(/Synced/);
    await window.context.close();
    await desk.stop();
    const files = await readdir(dataDir(), { recursive: true });
    expect(files.some((file) => file.endsWith('store.db'))).toBe(true);
    for (const file of files) {
      const path = join(dataDir(), file);
      if (!(await stat(path)).isFile()) continue;
      const bytes = await readFile(path);
      for (const encoding of ['utf8', 'utf16le'] as const) {
        expect([file, bytes.includes(Buffer.from(SENTINEL, encoding))]).toEqual([file, false]);
      }
    }
  });
});
