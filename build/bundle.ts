/** Builds main, preload and renderer with electron-vite, when the sources are newer than what was built. */
import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
export const RENDERER_DIR = join(ROOT, 'out/renderer');
const SOURCES = ['src-main', 'src-renderer', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'];

/** Builds unless the last build is newer than every source. Prints what it does. Rejects when the build fails. */
export async function buildIfNeeded(print: (line: string) => void): Promise<void> {
  const built = await newest(join(ROOT, 'out/renderer/index.html'));
  const times = await Promise.all(SOURCES.map((source) => newest(join(ROOT, source))));
  if (built > Math.max(...times)) return;
  print('Building the desktop …');
  const since = performance.now();
  await runBuild();
  print(`Built in ${((performance.now() - since) / 1000).toFixed(1)} s.`);
}

function runBuild(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const cli = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js');
  const child = spawn(process.execPath, [cli, 'build'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.once('exit', (code) =>
    code === 0 ? resolve() : reject(new Error(`electron-vite build failed:\n${output}`)),
  );
  return promise;
}

/** The time of the newest file at or under a path, in milliseconds; 0 when there is none. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const times = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
}
