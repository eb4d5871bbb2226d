/**
 * A smoke test of the real Electron, on what electron-vite built. Runs only where the runtime is installed; elsewhere
 * the test command leaves it out and prints `NOT RUN: no Electron runtime`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron } from '../../build/electron-runtime.ts';

let folder: string;
let app: ElectronApplication;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-electron-'));
  app = await _electron.launch({
    executablePath: (await findElectron()) ?? undefined,
    args: [join(import.meta.dirname, '../..'), `--user-data-dir=${folder}`],
    env: { ...process.env, CALLBOOK_SERVER: 'http://127.0.0.1:9' },
  });
  page = await app.firstWindow();
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('Callbook in Electron', () => {
  it('shows its page from its own scheme, joined to the core', async () => {
    expect(page.url()).toMatch(/^app:\/\/callbook\//);
    await page.getByRole('button', { name: /sign in/i }).waitFor();
  });

  it('gives the page no Node and no window of its own', async () => {
    expect(
      await page.evaluate(
        () => typeof Reflect.get(globalThis, 'require') + typeof Reflect.get(globalThis, 'process'),
      ),
    ).toBe('undefinedundefined');
    expect(await page.evaluate(() => window.open('https://example.org'))).toBeNull();
    expect(app.windows().length).toBe(1);
  });

  it('says in words that it cannot sign in without a network', async () => {
    await page.getByRole('button', { name: /sign in/i }).click();
    await page.getByRole('alert').first().waitFor();
  });
});
