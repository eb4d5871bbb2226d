/** After kill -9 at any moment documents, search index and audit say the same. */
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkAudit, readEntries } from '#main/audit/tables.ts';
import { indexDifferences } from '#main/search/testing/customers.ts';
import { type Connection, connect } from '#main/storage-sqlite/connect.ts';
import { readSidecar } from '#main/storage-sqlite/sidecar.ts';
import { TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import { sumInTwoLanes } from '../support/lanes.ts';

const CHILD = fileURLToPath(new URL('./audit-writer.child.ts', import.meta.url));
const RUNS = 50;
const RUNS_PER_STORE = 10;
const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`audit-kill seed ${SEED}`);

type Stored = { id: string; family?: string; pendingSince: string };

function documents(db: Connection, collection: string): Stored[] {
  const n = db.prepare('SELECT n FROM store_collections WHERE name = ?').pluck().get(collection);
  const texts = db
    .prepare(`SELECT data FROM documents_${String(n)}`)
    .pluck()
    .all() as string[];
  return texts.map((text) => JSON.parse(text) as Stored);
}

/** How many changes a user made to each document, as the documents themselves tell. */
function changesOf(db: Connection): Map<string, number> {
  const changes = new Map<string, number>();
  for (const { id } of documents(db, 'comments')) changes.set(`comments ${id}`, 1);
  for (const { id, family, pendingSince } of documents(db, 'customers'))
    if (pendingSince !== '') changes.set(`customers ${id}`, family === 'One' ? 1 : 2);
  return changes;
}

/** Documents and audit that disagree. */
function disagreements(db: Connection): string[] {
  const key = db.prepare('SELECT subject_key FROM audit_head').pluck().get() as Buffer;
  const audited = new Map<string, number>();
  for (const { subject } of readEntries(db)) audited.set(subject, (audited.get(subject) ?? 0) + 1);
  const wrong = [...changesOf(db)].filter(([name, changes]) => {
    const subject = createHmac('sha256', key).update(name).digest('hex');
    const agrees = audited.get(subject) === changes;
    audited.delete(subject);
    return !agrees;
  });
  return [...wrong.map(([name]) => name), ...audited.keys()];
}

async function writeAndKill(file: string, run: number, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, file, `${run}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  const ready = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') ready.resolve();
    else acknowledged.push(line);
  });
  await ready.promise;
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  await once(child, 'close');
  return acknowledged;
}

/** One store, killed again and again; returns how many changes were acknowledged. */
async function killOneStore(store: number): Promise<number> {
  const file = temporaryFile();
  let state = SEED + store;
  let total = 0;
  for (let run = store * RUNS_PER_STORE; run < (store + 1) * RUNS_PER_STORE; run += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const acknowledged = await writeAndKill(file, run, 5 + (state / 2 ** 32) * 295);
    const cipher = readSidecar(file)?.cipher ?? 'aegis';
    const db = connect(file, { cipher, key: TEST_KEY, readonly: true });
    expect(checkAudit(db), `run ${run}`).toBeNull();
    expect(disagreements(db), `run ${run}`).toEqual([]);
    const held = new Set([...changesOf(db).keys()].map((name) => name.split(' ')[1]));
    expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
    total += acknowledged.length;
    db.close();
    expect(indexDifferences(file, TEST_KEY)).toEqual([]);
  }
  return total;
}

test(`${RUNS} times killed while writing`, async () => {
  const total = await sumInTwoLanes(RUNS / RUNS_PER_STORE, killOneStore);
  console.log(`${total} changes acknowledged over ${RUNS} kills, every one in the audit`);
});
