/**
 * Schema migrations: numbered SQL files, each applied once.
 *
 * Invariants
 * - A file and the row that records it commit in one transaction.
 * - One process migrates at a time (advisory lock); the others wait and then find nothing to do.
 * - A database with a migration that this program does not know is refused untouched.
 */
import { readdir, readFile } from 'node:fs/promises';
import type { Pool, PoolClient, Sql } from './pool.ts';
import { inTransaction } from './transaction.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
const FILE = /^(\d{4})-[a-z0-9-]+\.sql$/;
/** Any constant; all migrators of a database use the same one. */
const LOCK = 4_217_001;

const BOOKKEEPING = `
  CREATE TABLE IF NOT EXISTS schema_migration (
    number integer PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())`;

export type Migration = { number: number; name: string; sql: string };

/** The migrations that this program carries, by number. Throws when two files share a number. */
export async function knownMigrations(folder: URL = FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => FILE.test(name)).sort();
  const migrations = names.map(async (name) => ({
    number: Number(name.slice(0, 4)),
    name,
    sql: await readFile(new URL(name, folder), 'utf8'),
  }));
  const known = await Promise.all(migrations);
  if (new Set(known.map(({ number }) => number)).size !== known.length) {
    throw new Error('Two migrations have the same number.');
  }
  return known;
}

/**
 * Brings the database to the newest known migration.
 * @returns the names applied now.
 * @throws when the database is newer than this program, or a migration fails; the failed one left no trace.
 */
export async function migrate(pool: Pool, folder?: URL): Promise<string[]> {
  const known = await knownMigrations(folder);
  const applied: string[] = [];
  for (const migration of known) {
    const done = await inTransaction(pool, (client) => applyOne(client, migration, known));
    if (done) applied.push(migration.name);
  }
  return applied;
}

async function applyOne(client: PoolClient, migration: Migration, known: Migration[]): Promise<boolean> {
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await client.query(BOOKKEEPING);
  const done = await appliedNumbers(client);
  refuseNewer(done, known);
  if (done.includes(migration.number)) return false;
  await client.query(migration.sql);
  await client.query('INSERT INTO schema_migration (number, name) VALUES ($1, $2)', [
    migration.number,
    migration.name,
  ]);
  return true;
}

async function appliedNumbers(sql: Sql): Promise<number[]> {
  const { rows } = await sql.query<{ number: number }>('SELECT number FROM schema_migration ORDER BY number');
  return rows.map(({ number }) => number);
}

function refuseNewer(done: number[], known: Migration[]): void {
  const unknown = done.filter((number) => !known.some((migration) => migration.number === number));
  if (unknown.length > 0) {
    throw new Error(`The database is newer than this program: unknown migration ${unknown.join(', ')}.`);
  }
}

/** True when the database has exactly the migrations of this program. */
export async function isCurrent(sql: Sql): Promise<boolean> {
  const known = await knownMigrations();
  const done = await appliedNumbers(sql);
  return known.length === done.length && known.every(({ number }) => done.includes(number));
}
