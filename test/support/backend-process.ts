/** The demo's backend in a process of its own, which a test can stop, kill and start again at the same address. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { postgresAccount } from '#server/demo/postgres-account.ts';
import { postgresBinaries } from '#server/demo/postgres-binaries.ts';
import { runProgram } from '#server/demo/run-program.ts';

const ROOT = join(import.meta.dirname, '../..');

export type BackendProcess = {
  url: string;
  /** By a connection of its own: it works while the backend stands still. */
  query(sql: string, values?: unknown[]): Promise<{ rows: object[] }>;
  signal(signal: NodeJS.Signals): void;
  /** Ends it and waits until it has. */
  end(signal: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
  /** Restarts its PostgreSQL as after a crash: no session is waited for, the log is replayed. */
  crashPostgres(): Promise<void>;
};

/** Starts it with a data folder; resolves when it serves. */
export async function startBackendProcess(folder: string, customers: number): Promise<BackendProcess> {
  let running: ChildProcess;
  let url = '';

  async function start(): Promise<void> {
    const args = ['src-server/demo/main.ts', '--data', folder, '--customers', `${customers}`];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    running = child;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.once('exit', (code) => reject(new Error(`The backend ended with ${code}.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('READY ')) return;
      url = JSON.parse(line.slice(6)).serverUrl;
      resolve();
    });
    return promise;
  }

  async function query(sql: string, values: unknown[] = []): Promise<{ rows: object[] }> {
    const { databaseUrl } = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8'));
    const client = new pg.Client(databaseUrl);
    await client.connect();
    try {
      return await client.query(sql, values);
    } finally {
      await client.end();
    }
  }

  await start();
  return {
    url,
    query,
    start,
    signal: (signal) => void running.kill(signal),
    async end(signal) {
      if (running.exitCode !== null || running.signalCode !== null) return;
      const exited = once(running, 'exit');
      running.kill(signal);
      await exited;
    },
    async crashPostgres() {
      const [row] = (await query('SHOW data_directory')).rows as { data_directory: string }[];
      const account = await postgresAccount();
      const { pgCtl } = await postgresBinaries(account);
      const args = ['restart', '-D', row?.data_directory ?? '', '-m', 'immediate', '-w', '-t', '60'];
      await runProgram(pgCtl, args, account, false);
    },
  };
}
