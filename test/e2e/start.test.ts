/** The command of the README, as a new user runs it: one process that starts everything and stops all of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-start-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

type Started = { child: ChildProcess; lines: string[]; link: string; exit: Promise<number | null> };

function start(): Promise<Started> {
  const { promise, resolve, reject } = Promise.withResolvers<Started>();
  const args = ['build/start.ts', '--data', folder, '--customers', '30', '--no-window'];
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'no-electron-here') };
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], env });
  children.push(child);
  const exit = new Promise<number | null>((done) => child.once('exit', done));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    const link = line.trim();
    if (link.startsWith('http://')) resolve({ child, lines, link, exit });
  });
  exit.then(() => reject(new Error(lines.join('\n'))));
  return promise;
}

/** True while somebody listens there. */
function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

/** Where PostgreSQL, the backend and the desk listen. */
async function portsOf({ link }: Started): Promise<number[]> {
  const state = JSON.parse(await readFile(join(folder, 'server/demo.json'), 'utf8'));
  return [
    Number(new URL(state.databaseUrl).port),
    state.serverPort,
    state.issuerPort,
    Number(new URL(link).port),
  ];
}

const allAnswer = async (ports: number[]) => (await Promise.all(ports.map(answers))).every(Boolean);
const noneAnswers = async (ports: number[]) => !(await Promise.all(ports.map(answers))).some(Boolean);

describe('npm start', () => {
  it('starts everything, says what it does, and Ctrl-C stops all of it', async () => {
    const started = await start();
    const ports = await portsOf(started);
    expect(await allAnswer(ports)).toBe(true);
    expect(started.lines.join('\n')).toContain('No Electron runtime on this machine');
    started.child.kill('SIGINT');
    expect(await started.exit).toBe(0);
    expect(await noneAnswers(ports)).toBe(true);
  });

  it('starts again on the same data, and leaves nothing behind when it is killed', async () => {
    const started = await start();
    const ports = await portsOf(started);
    started.child.kill('SIGKILL');
    await expect.poll(() => noneAnswers(ports)).toBe(true);
  });
});
