/** A migration of the store that is killed leaves the old store or the new one, and the next opening completes it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { expect, test } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import { countOf, instanceOf, temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import { createLayout1, type OldRow } from '../support/layout-1.ts';

const CHILD = join(import.meta.dirname, 'store-migrate.child.ts');
const ROWS = 40_000;
/** Of the time that an opening takes: Node starts in the first half of it. */
const MOMENTS = [0.5, 0.65, 0.75, 0.85, 0.95];
const rows = Array.from({ length: ROWS }, (_, at): OldRow => {
  return { id: `id${at}`, seq: ROWS - at, deleted: at % 10 === 0, age: at };
});

/** Opens the store in a process of its own; killed after `ms`, if it takes longer. */
async function openFor(file: string, ms: number): Promise<void> {
  const child = spawn(process.execPath, [CHILD, file], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await once(child, 'exit');
  clearTimeout(timer);
}

function versionOf(file: string): number {
  const db = new Database(file);
  try {
    return db.pragma('user_version', { simple: true }) as number;
  } finally {
    db.close();
  }
}

test(`killed at ${MOMENTS.length} moments, it has every document, in the order of changes`, async () => {
  const old = temporaryFile();
  createLayout1(old, rows);
  const copyOf = () => {
    const file = temporaryFile();
    for (const part of ['', '.id']) copyFileSync(`${old}${part}`, `${file}${part}`);
    return file;
  };
  const whole = copyOf();
  const since = performance.now();
  await openFor(whole, 600_000);
  const took = performance.now() - since;
  expect(versionOf(whole)).toBe(2);
  let unfinished = 0;
  for (const moment of MOMENTS) {
    const file = copyOf();
    await openFor(file, took * moment);
    const version = versionOf(file);
    expect([1, 2]).toContain(version);
    if (version === 1) unfinished += 1;
    const store = await openStore({ file, key: null });
    const instance = await instanceOf(store.storage as never);
    const changed = await instance.getChangedDocumentsSince?.(ROWS + 1);
    expect(changed?.documents.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).reverse());
    expect(await countOf(instance, { selector: { _deleted: { $eq: false } } as never })).toBe(ROWS * 0.9);
    expect(await store.integrityCheck()).toEqual([]);
    await instance.close();
    await store.close();
  }
  expect(unfinished, 'killed before the end').toBeGreaterThan(0);
});
