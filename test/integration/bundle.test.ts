/** What is shipped is what is tested: the bundle that electron-vite makes, with its workers, does the main job. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { buildIfNeeded, ROOT } from '../../build/bundle.ts';

let folder: string;
let demo: Demo;

beforeAll(async () => {
  await buildIfNeeded(() => undefined);
  folder = await mkdtemp(join(tmpdir(), 'callbook-bundle-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 60, durable: false });
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the bundle', () => {
  it('signs in, syncs and searches, with its own workers', async () => {
    const child = join(ROOT, 'test/support/bundled-electron.child.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [
      child,
      join(folder, 'desk'),
      demo.serverUrl,
      'casey',
    ]);
    const { held, hits, calls } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(held).toBeGreaterThan(5);
    expect(hits).toBe(5);
    expect(calls[0]).toBe('enableSandbox');
  });

  it('has a preload that is one file and asks for Electron alone, as a sandboxed one must', async () => {
    expect(await readdir(join(ROOT, 'out/preload'))).toEqual(['preload.cjs']);
    const text = await readFile(join(ROOT, 'out/preload/preload.cjs'), 'utf8');
    const required = [...text.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name);
    expect(new Set(required)).toEqual(new Set(['electron']));
    expect(text.match(/exposeInMainWorld/g)?.length).toBe(1);
  });

  it('has a page without inline script, Node or an address elsewhere', async () => {
    const html = await readFile(join(ROOT, 'out/renderer/index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/https?:/);
    const assets = await readdir(join(ROOT, 'out/renderer/assets'));
    for (const name of assets.filter((one) => one.endsWith('.js'))) {
      const script = await readFile(join(ROOT, 'out/renderer/assets', name), 'utf8');
      expect(script).not.toMatch(/from\s*["']node:|require\(["']/);
    }
    expect(assets.some((name) => name.endsWith('.map'))).toBe(false);
  });
});
