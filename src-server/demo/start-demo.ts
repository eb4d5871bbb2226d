/**
 * The whole backend in one process: PostgreSQL, identity provider, server, demo data. For demo, development and
 * tests. Guards that whatever was started is stopped again, in reverse order, also when a later part fails.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { type RunningServer, serve } from '../serve.ts';
import { startPostgres } from './embedded-postgres.ts';
import { lockFolder } from './folder-lock.ts';
import { freePort } from './free-port.ts';
import { startIdentityProvider } from './identity-provider.ts';
import { seedDemo } from './seed.ts';
import { readState, writeState } from './state-file.ts';

export const DEMO_CLIENT = { clientId: 'callbook-desktop', audience: 'urn:callbook:server' } as const;

export type DemoOptions = {
  /** Folder for the database, keys and grants; made when missing. */
  folder: string;
  /** How many customers there shall be at least; 1000 when not given. */
  customers?: number;
  /** Port of the server; the one of the last start, else a free one. */
  port?: number;
  /** A PostgreSQL to use instead of the embedded one. */
  databaseUrl?: string;
  /** False gives up safety against power loss for speed: for tests. */
  durable?: boolean;
  accessTokenSeconds?: number;
  logLevel?: Config['logLevel'];
  /** How long an approved erasure can be taken back; a minute when not given. */
  forgetWindowMs?: number;
  /** How long a desk may work offline; a week when not given. */
  offlineMs?: number;
  mail?: Config['mail'];
  edition?: Config['edition'];
  onProgress?: (message: string) => void;
  /** Gives up while starting. */
  signal?: AbortSignal;
};

export type Demo = {
  serverUrl: string;
  issuer: string;
  databaseUrl: string;
  /** The demo's own connections, for tests and tools. */
  pool: Pool;
  /** Stops the HTTP server only; clients see a network that is gone. */
  stopServer(): Promise<void>;
  /** Starts it again at the same address. */
  startServer(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the demo and waits until it serves.
 * @throws when the folder is in use, or a part cannot start; then nothing is left running.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const cleanUp = new AsyncDisposableStack();
  try {
    return await startParts(options, cleanUp);
  } catch (error) {
    await cleanUp.disposeAsync();
    throw error;
  }
}

async function startParts(options: DemoOptions, cleanUp: AsyncDisposableStack): Promise<Demo> {
  const folder = path.resolve(options.folder);
  await mkdir(folder, { recursive: true });
  const lock = await lockFolder(folder);
  cleanUp.defer(() => lock.release());
  const last = await readState(folder);
  const databaseUrl = await openDatabase(options, folder, cleanUp);
  const pool = createPool(databaseUrl, { statementTimeoutMs: 120_000 });
  cleanUp.defer(() => pool.end());
  await prepare(pool, options);
  options.signal?.throwIfAborted();
  const provider = await startIdentityProvider({
    folder,
    ...DEMO_CLIENT,
    port: last?.issuerPort,
    accessTokenSeconds: options.accessTokenSeconds,
  });
  cleanUp.defer(() => provider.close());
  const port = options.port ?? (await freePort(last?.serverPort));
  const config: Config = {
    ...DEMO_CLIENT,
    databaseUrl,
    issuer: provider.issuer,
    host: '127.0.0.1',
    port,
    logLevel: options.logLevel ?? 'warn',
    privacyDir: path.join(folder, 'privacy'),
    forgetWindowMs: options.forgetWindowMs ?? 60_000,
    offlineMs: options.offlineMs ?? 168 * 3_600_000,
    mail: options.mail ?? null,
    edition: options.edition,
  };
  const server = await restartable(config);
  cleanUp.defer(() => server.stop());
  await writeState(folder, { serverPort: server.port, issuerPort: provider.port, databaseUrl });
  return {
    serverUrl: server.url,
    issuer: provider.issuer,
    databaseUrl,
    pool,
    stopServer: server.stop,
    startServer: server.start,
    stop: () => cleanUp.disposeAsync(),
  };
}

async function openDatabase(
  options: DemoOptions,
  folder: string,
  cleanUp: AsyncDisposableStack,
): Promise<string> {
  if (options.databaseUrl) return options.databaseUrl;
  const postgres = await startPostgres({ folder, durable: options.durable, onProgress: options.onProgress });
  cleanUp.defer(() => postgres.stop());
  const admin = createPool(postgres.url('postgres'), { max: 1 });
  try {
    const { rowCount } = await admin.query(`SELECT FROM pg_database WHERE datname = 'callbook'`);
    if (rowCount === 0) await admin.query('CREATE DATABASE callbook');
  } finally {
    await admin.end();
  }
  return postgres.url('callbook');
}

async function prepare(pool: Pool, { customers = 1000, onProgress, signal }: DemoOptions): Promise<void> {
  await migrate(pool);
  let shown = 0;
  await seedDemo(pool, {
    customers,
    signal,
    onProgress: (done, total) => {
      const percent = Math.floor((done / total) * 10) * 10;
      if (percent > shown) onProgress?.(`Adding demo customers: ${percent} %`);
      shown = percent;
    },
  });
}

type Restartable = { url: string; port: number; start(): Promise<void>; stop(): Promise<void> };

async function restartable(config: Config): Promise<Restartable> {
  let running: RunningServer | undefined = await serve(config);
  const { url } = running;
  const port = Number(new URL(url).port);
  return {
    url,
    port,
    start: async () => {
      running ??= await serve({ ...config, port });
    },
    stop: async () => {
      const stopping = running;
      running = undefined;
      await stopping?.close();
    },
  };
}
