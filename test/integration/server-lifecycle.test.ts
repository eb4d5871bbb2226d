/** Starting and stopping: migrations, readiness, graceful stop, and a killed process. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { isCurrent, migrate } from '../../src-server/db/migrate.ts';
import { createPool } from '../../src-server/db/pool.ts';
import {
  AUDIENCE,
  addCustomer,
  addPeople,
  desk,
  edit,
  ISSUER,
  privacyDirOf,
  startServer,
  testIssuer,
} from '../support/backend.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

/** The migrations of the product, in their order. */
async function migrationNames(): Promise<string[]> {
  const names = await readdir(new URL('../../src-server/db/migrations', import.meta.url));
  return names.toSorted();
}

/** A folder of migrations, as a URL. */
async function migrations(files: Record<string, string>): Promise<URL> {
  const folder = await mkdtemp(path.join(tmpdir(), 'callbook-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(path.join(folder, name), sql);
  return pathToFileURL(`${folder}/`);
}

it('migrates once, also when several start at the same time', async () => {
  const pool = createPool(await postgres.emptyDatabase());
  const applied = await Promise.all([migrate(pool), migrate(pool), migrate(pool)]);
  expect(applied.flat().toSorted()).toEqual(await migrationNames());
  expect(await migrate(pool)).toEqual([]);
  expect(await isCurrent(pool)).toBe(true);
  await pool.end();
});

it('refuses a database that is newer, and leaves it as it was', async () => {
  const { pool } = await postgres.database();
  await pool.query(`INSERT INTO schema_migration (number, name) VALUES (9999, '9999-future.sql')`);
  await expect(migrate(pool)).rejects.toThrow(/newer than this program: unknown migration 9999/);
  expect(await isCurrent(pool)).toBe(false);
});

it('keeps nothing of a migration that fails half-way, and all of those before it', async () => {
  const pool = createPool(await postgres.emptyDatabase());
  const folder = await migrations({
    '0001-good.sql': 'CREATE TABLE good (id int);',
    '0002-bad.sql': 'CREATE TABLE half (id int); SELECT no_such_function();',
  });
  await expect(migrate(pool, folder)).rejects.toThrow();
  const { rows } = await pool.query(
    `SELECT to_regclass('good') IS NOT NULL AS good, to_regclass('half') IS NOT NULL AS half,
            (SELECT array_agg(number) FROM schema_migration) AS done`,
  );
  expect(rows[0]).toEqual({ good: true, half: false, done: [1] });
  await pool.end();
});

it('is ready only with a database that it knows', async () => {
  const { url, pool } = await postgres.database();
  const server = await startServer(url, (await testIssuer()).keys);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  await pool.query('DELETE FROM schema_migration');
  const answer = await fetch(`${server.url}/readyz`);
  expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'unavailable' }]);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.close();
});

it('ends streams, finishes what it began, and stops in time', async () => {
  const { url, pool } = await postgres.database();
  await addPeople(pool);
  const { keys, token } = await testIssuer();
  const server = await startServer(url, keys);
  const customers = await Promise.all(Array.from({ length: 40 }, () => addCustomer(pool)));
  const bearer = await token({ sub: 'north' });
  const stream = await fetch(`${server.url}/sync/v1/poke`, {
    headers: { authorization: `Bearer ${bearer}` },
  });
  const silent = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => undefined);
  const push = desk(server.url, bearer).push(
    'customers',
    ...customers.map((customer) => edit(customer, { given: 'Last' })),
  );
  await expect
    .poll(async () => (await pool.query('SELECT count(*)::int AS n FROM push_receipt')).rows[0].n)
    .toBeGreaterThan(0);
  const began = performance.now();
  await server.close();
  // It did not have to cut anybody off, which it does after this time (serve.ts).
  expect(performance.now() - began).toBeLessThan(5000);
  await stream.text();
  const { body } = await push;
  expect(body.results.every(({ status }) => status === 'applied')).toBe(true);
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  silent.destroy();
});

it('stops on SIGTERM with exit code 0, and says what is missing with exit code 1', async () => {
  const { url } = await postgres.database();
  const env = {
    ...process.env,
    DATABASE_URL: url,
    OIDC_ISSUER: ISSUER,
    OIDC_AUDIENCE: AUDIENCE,
    PRIVACY_DIR: privacyDirOf(url),
    PORT: '0',
  };
  const server = spawn(process.execPath, ['src-server/server.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => server.stdout.once('data', resolve));
  server.kill('SIGTERM');
  expect(await new Promise((resolve) => server.once('exit', resolve))).toBe(0);
  const broken = spawn(process.execPath, ['src-server/server.ts'], { env: { ...env, OIDC_ISSUER: '' } });
  let complaint = '';
  broken.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  expect(await new Promise((resolve) => broken.once('close', resolve))).toBe(1);
  expect(complaint).toMatch(/OIDC_ISSUER/);
});

it('migrates as a program, begins a new epoch when asked, and fails with exit code 1', async () => {
  const url = await postgres.emptyDatabase();
  const run = async (environment: Record<string, string>, ...args: string[]) => {
    const child = spawn(process.execPath, ['src-server/db/migrate-main.ts', ...args], {
      env: { ...process.env, ...environment },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, output };
  };
  const names = await migrationNames();
  expect(await run({ DATABASE_URL: url })).toEqual({ code: 0, output: `Applied ${names.join(', ')}.\n` });
  expect((await run({ DATABASE_URL: url }, '--new-epoch')).output).toMatch(
    /Nothing to migrate[\s\S]*new epoch/,
  );
  expect((await run({ DATABASE_URL: url.replace(/\/\w+$/, '/nowhere') })).code).toBe(1);
});
