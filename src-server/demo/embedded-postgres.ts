/**
 * A real PostgreSQL in a data folder, for demo, development and tests.
 *
 * Invariants
 * - A cluster appears in its folder complete or not at all (made aside, then renamed).
 * - It listens on loopback only, with a random password that is kept beside it, readable by its owner only.
 * - A server that outlived its program (kill -9) is adopted; callers hold the folder's lock, so that it is
 *   nobody else's.
 */
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { isReachable, postgresAccount } from './postgres-account.ts';
import { type Binaries, postgresBinaries, ROOT_SHARED } from './postgres-binaries.ts';
import { removeStaleLock, runningPort } from './postgres-lock-file.ts';
import { type Account, runProgram } from './run-program.ts';
import { sharedCluster } from './shared-clusters.ts';

const USER = 'callbook';

export type EmbeddedPostgres = {
  /** Address of a database of this server. */
  url(database: string): string;
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Folder that holds the cluster and its password; made when missing. */
  folder: string;
  /** False gives up safety against power loss for speed: for tests. */
  durable?: boolean;
  onProgress?: (message: string) => void;
};

type Cluster = { folder: string; account: Account; binaries: Binaries; durable: boolean };

/**
 * Starts the PostgreSQL of a folder, making it first when there is none.
 * @throws when PostgreSQL cannot be run here, or the cluster belongs to another major version.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const report = options.onProgress ?? (() => undefined);
  await mkdir(options.folder, { recursive: true });
  const account = await postgresAccount();
  const binaries = await postgresBinaries(account);
  const folder = await clusterFolder(options.folder, account);
  const cluster: Cluster = { folder, account, binaries, durable: options.durable ?? true };
  const password = await keptPassword(options.folder, folder);
  if (!(await stat(folder).catch(() => undefined))) {
    report('Making a PostgreSQL database');
    await createCluster(cluster, password);
  }
  report('Starting PostgreSQL');
  const port = await startCluster(cluster);
  return {
    url: (database) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await runProgram(
        binaries.pgCtl,
        ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '30'],
        account,
        false,
      );
    },
  };
}

/** In the data folder; for root elsewhere if the account that runs PostgreSQL could not get there. */
async function clusterFolder(folder: string, account: Account): Promise<string> {
  const usual = path.resolve(folder, 'postgres');
  if (await isReachable(usual, account)) return usual;
  return sharedCluster(folder);
}

/** Throws when the password of a cluster is lost; one that lies elsewhere is made anew with its data folder. */
async function keptPassword(folder: string, cluster: string): Promise<string> {
  const file = path.join(folder, 'postgres-password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept;
  if (cluster.startsWith(ROOT_SHARED)) await rm(cluster, { recursive: true, force: true });
  if (await stat(cluster).catch(() => undefined)) throw new Error('The password of the PostgreSQL is lost.');
  const password = randomBytes(24).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function createCluster(
  { folder, account, binaries, durable }: Cluster,
  password: string,
): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = `${draft}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(account, draft, passwordFile);
  const args = ['-D', draft, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    await runProgram(binaries.initdb, [...args, ...locale, ...(durable ? [] : ['--no-sync'])], account);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, folder);
}

async function giveTo({ uid, gid }: Account, ...files: string[]): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  for (const file of files) await chown(file, uid, gid);
}

async function startCluster(cluster: Cluster): Promise<number> {
  const { folder, account, binaries } = cluster;
  await removeStaleLock(folder);
  const adopted = await runningPort(folder);
  if (adopted !== undefined) return adopted;
  const port = await freePort();
  const settings = path.join(folder, 'postgresql.auto.conf');
  await writeFile(settings, settingsFor(port, cluster.durable), { mode: 0o600 });
  await giveTo(account, settings);
  const log = path.join(folder, 'server.log');
  try {
    await runProgram(binaries.pgCtl, ['start', '-D', folder, '-l', log, '-w', '-t', '120'], account, false);
  } catch {
    const reason = await readFile(log, 'utf8').catch(() => '');
    throw new Error(`PostgreSQL did not start: ${reason.trim().split('\n').slice(-5).join('\n')}`);
  }
  return port;
}

/** This file is PostgreSQL's own for settings made by program; it is read last. */
function settingsFor(port: number, durable: boolean): string {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '60',
    max_prepared_transactions: '0',
    shared_buffers: '128MB',
    max_wal_size: '1GB',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    log_min_messages: 'warning',
    // Statements hold customer data.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}
