/** One step of the test run: a command, and how many checks passed and failed in it. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';
import { COMPILE_CACHE_ENV } from './compile-cache.ts';
import type { Report } from './report.ts';

export type Counts = Report;

const bin = (path: string) => join(ROOT, 'node_modules', path);

/** Programs of our dependencies, run by this Node and not by the shell's. */
export const TOOLS = {
  tsc: bin('typescript/bin/tsc'),
  biome: bin('@biomejs/biome/bin/biome'),
  depcruise: bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
  knip: bin('knip/bin/knip.js'),
  electronVite: bin('electron-vite/bin/electron-vite.js'),
  vitest: bin('vitest/vitest.mjs'),
} as const;

/** Runs a tool with its output shown; a check that counts one. */
export async function check(tool: keyof typeof TOOLS, args: string[]): Promise<Counts> {
  const code = await run(tool, args);
  if (code === 0) return { passed: 1, failures: [] };
  return { passed: 0, failures: [{ name: [tool, ...args].join(' '), reasons: [`ended with code ${code}`] }] };
}

/** Runs one project of Vitest and counts its tests. A run that ends without a report, or without a test, failed. */
export async function tests(project: string, extra: string[] = []): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'callbook-report-'));
  const file = join(folder, 'report.json');
  process.env.CALLBOOK_REPORT = file;
  const reporters = ['--reporter=default', `--reporter=${join(ROOT, 'build/report.ts')}`];
  const code = await run('vitest', ['run', '--project', project, ...reporters, ...extra]);
  const text = await readFile(file, 'utf8').catch(() => null);
  await rm(folder, { recursive: true });
  const { passed, failures }: Report = text === null ? { passed: 0, failures: [] } : JSON.parse(text);
  const isUnexplained = failures.length === 0 && (code !== 0 || passed === 0);
  if (isUnexplained) failures.push({ name: `${project} tests`, reasons: [`ended with code ${code}`] });
  return { passed, failures };
}

function run(tool: keyof typeof TOOLS, args: string[]): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const child = spawn(process.execPath, [TOOLS[tool], ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Programs and threads that tests start load the same sources again and again: with it they take a quarter less.
    env: { ...process.env, ...COMPILE_CACHE_ENV },
  });
  child.once('error', () => resolve(1));
  child.once('exit', (code) => resolve(code ?? 1));
  return promise;
}
