/** One step of the test run: a command, and how many checks passed and failed in it. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';

export type Counts = { passed: number; failed: number };

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
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs one project of Vitest and counts its tests. A run that ends without a report, or without a test, failed. */
export async function tests(project: string, extra: string[] = []): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'callbook-report-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run('vitest', ['run', '--project', project, ...reporters, ...extra]);
  const text = await readFile(report, 'utf8').catch(() => null);
  await rm(folder, { recursive: true });
  if (text === null) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests } = JSON.parse(text) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  const unexplained = numFailedTests === 0 && (code !== 0 || numPassedTests === 0) ? 1 : 0;
  return { passed: numPassedTests, failed: numFailedTests + unexplained };
}

function run(tool: keyof typeof TOOLS, args: string[]): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const child = spawn(process.execPath, [TOOLS[tool], ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  child.once('error', () => resolve(1));
  child.once('exit', (code) => resolve(code ?? 1));
  return promise;
}
