/**
 * `node src-server/load/main.ts FILE.csv [--region R | --team NAME] [--move] [--dry-run] [--data DIR]`: loads
 * customers into the database of DATABASE_URL, or of the demo that runs in the data folder. Without region and team
 * new customers go to the first region, which it says. Ctrl-C stops after the current batch.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isUnavailable } from '../db/errors.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { readState } from '../demo/state-file.ts';
import { openPrivacy, requireSameKey } from '../privacy/privacy.ts';
import { findRegions, findTeam } from '../team/team-repository.ts';
import type { Placement } from './apply-draft.ts';
import { type LoadCounts, loadFile } from './load-file.ts';

const USAGE = 'Usage: load FILE.csv [--region R | --team NAME] [--move] [--dry-run] [--data DIR]';
/** One load at a time: two would wait for each other's customers. */
const LOCK = 4_217_002;

const text = { type: 'string' } as const;
const yes = { type: 'boolean', default: false } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { region: text, team: text, data: { ...text, default: 'data/server' }, move: yes, 'dry-run': yes },
});

const abort = new AbortController();
process.on('SIGINT', () => abort.abort());
process.on('SIGTERM', () => abort.abort());

try {
  const [file] = positionals;
  if (!file) throw new Error(USAGE);
  const pool = createPool(await databaseUrl(), { max: 2 });
  try {
    await load(pool, file);
  } finally {
    await pool.end();
  }
} catch (error) {
  console.error(complaint(error));
  process.exitCode = 1;
}

function complaint(error: unknown): string {
  if (isUnavailable(error))
    return 'The database cannot be reached. Rows taken before are loaded; load again.';
  return error instanceof Error ? error.message : 'The file could not be loaded.';
}

async function load(pool: Pool, file: string): Promise<void> {
  const placement = await placementOf(pool);
  const guard = await pool.connect();
  try {
    const { rows } = await guard.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [LOCK]);
    if (!rows[0]?.free) throw new Error('Another load is running.');
    const privacy = await openPrivacy(privacyDir());
    await requireSameKey(pool, privacy);
    const rules = { placement, move: values.move, dryRun: values['dry-run'], privacy };
    const counts = await loadFile(pool, file, { ...rules, signal: abort.signal });
    report(counts, file);
  } finally {
    guard.release(true);
  }
}

async function databaseUrl(): Promise<string> {
  const url = process.env.DATABASE_URL ?? (await readState(values.data))?.databaseUrl;
  if (!url) throw new Error('Set DATABASE_URL, or name the data folder of a running demo with --data.');
  return url;
}

/** Beside the demo's database, or where the server has it. */
function privacyDir(): string {
  if (!process.env.DATABASE_URL) return path.join(values.data, 'privacy');
  if (!process.env.PRIVACY_DIR) throw new Error('Set PRIVACY_DIR to the folder that the server has.');
  return process.env.PRIVACY_DIR;
}

async function placementOf(pool: Pool): Promise<Placement> {
  const { region, team: name } = values;
  if (!name) return { region: await regionFor(pool, region), teamId: null };
  const team = await findTeam(pool, name);
  if (!team) throw new Error('There is no such team.');
  if (region && region !== team.region) throw new Error('The team is of another region.');
  return { region: team.region, teamId: team.id };
}

/** The region asked for, which a team must be of: nobody would ever see a customer of another one. */
async function regionFor(pool: Pool, asked: string | undefined): Promise<string> {
  const regions = await findRegions(pool);
  const [first] = regions;
  if (!first) throw new Error('There are no teams yet, and so no region to put customers in.');
  if (asked && !regions.includes(asked))
    throw new Error(`There is no such region. There are: ${regions.join(', ')}.`);
  if (!asked) console.log(`New customers go to region ${first}; --region or --team names another.`);
  return asked ?? first;
}

function report(counts: LoadCounts, file: string): void {
  const { rows, created, updated, unchanged, failed } = counts;
  const told = `${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`;
  console.log(values['dry-run'] ? `${told} (dry run, nothing was written)` : told);
  if (failed > 0) console.log(`The failed rows are in ${file}.failed.csv`);
  if (!abort.signal.aborted) return;
  console.log('Stopped before the end of the file.');
  process.exitCode = 130;
}
