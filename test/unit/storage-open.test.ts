/** Opening: each thing that can be wrong has its own error, and none of them changes a byte of the store. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import { human, instanceOf, TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';

const OTHER_KEY = new Uint8Array(32).fill(8);

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

async function fill(file: string, key: Uint8Array | null): Promise<void> {
  const store = await openStore({ file, key });
  const instance = await instanceOf(store.storage as never);
  await instance.bulkWrite(
    Array.from({ length: 300 }, (_, at) => ({ document: human(`d${at}`, { name: `SENTINEL ${at}` }) })),
    'test',
  );
  await instance.close();
  await store.close();
}

async function count(file: string, key: Uint8Array | null): Promise<number> {
  const store = await openStore({ file, key });
  const instance = await instanceOf(store.storage as never);
  const found = await instance.findDocumentsById(['d0', 'd299'], false);
  await instance.close();
  await store.close();
  return found.length;
}

describe('a store that exists', () => {
  let file: string;
  let before: string;

  beforeEach(async () => {
    file = temporaryFile();
    await fill(file, TEST_KEY);
    before = hashOf(file);
  });

  async function refused(key: Uint8Array | null): Promise<string> {
    const error: unknown = await openStore({ file, key }).then(
      (store) => store.close(),
      (reason: unknown) => reason,
    );
    expect(String(error)).not.toContain(file);
    return (error as { code: string }).code;
  }

  test('opens with its key and is encrypted', async () => {
    expect(await count(file, TEST_KEY)).toBe(2);
    expect(readFileSync(file).includes('SENTINEL')).toBe(false);
    expect(readFileSync(`${file}.id`, 'utf8')).not.toContain(Buffer.from(TEST_KEY).toString('hex'));
  });

  test('refuses a wrong key, a short key and no key', async () => {
    expect(await refused(OTHER_KEY)).toBe('STORE_WRONG_KEY');
    expect(await refused(TEST_KEY.slice(1))).toBe('STORE_WRONG_KEY');
    expect(await refused(null)).toBe('STORE_WRONG_KEY');
    expect(hashOf(file)).toBe(before);
    expect(await count(file, TEST_KEY)).toBe(2);
  });

  test('says corrupt, not wrong key, when its first page is damaged', async () => {
    const bytes = readFileSync(file);
    bytes[500] = (bytes[500] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const damaged = hashOf(file);
    expect(await refused(TEST_KEY)).toBe('STORE_CORRUPT');
    expect(hashOf(file)).toBe(damaged);
  });

  test('says corrupt when a page further on is damaged and read', async () => {
    const bytes = readFileSync(file);
    for (let page = 5; page * 4096 < bytes.length; page += 1)
      bytes[page * 4096 + 100] = (bytes[page * 4096 + 100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(count(file, TEST_KEY)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  test('is never replaced by an empty store', async () => {
    writeFileSync(file, 'not a database, but somebody may know how to read it');
    const odd = hashOf(file);
    expect(await refused(TEST_KEY)).toBe('STORE_CORRUPT');
    expect(hashOf(file)).toBe(odd);
  });

  test('refuses a sidecar that is not one', async () => {
    for (const text of ['', '{', '{}', '{"dbId":1,"cipher":"rot13","fingerprint":"","layout":1}']) {
      writeFileSync(`${file}.id`, text);
      expect(await refused(TEST_KEY)).toBe('STORE_CORRUPT');
    }
    expect(hashOf(file)).toBe(before);
  });

  test('gets a lost sidecar back from the right key only', async () => {
    rmSync(`${file}.id`);
    expect(await refused(OTHER_KEY)).toBe('STORE_CORRUPT');
    expect(existsSync(`${file}.id`)).toBe(false);
    expect(await count(file, TEST_KEY)).toBe(2);
    expect(await refused(OTHER_KEY)).toBe('STORE_WRONG_KEY');
  });

  test('of a newer layout is refused untouched', async () => {
    const db = new Database(file);
    db.pragma("cipher = 'aegis'");
    db.pragma(`key = 'raw:${Buffer.from(TEST_KEY).toString('hex')}'`);
    db.pragma('user_version = 999');
    db.close();
    const newer = hashOf(file);
    expect(await refused(TEST_KEY)).toBe('STORE_NEWER');
    expect(hashOf(file)).toBe(newer);
    const sidecar = JSON.parse(readFileSync(`${file}.id`, 'utf8')) as object;
    writeFileSync(`${file}.id`, JSON.stringify({ ...sidecar, layout: 999 }));
    expect(await refused(TEST_KEY)).toBe('STORE_NEWER');
  });

  test('is opened once at a time, and a second time after it was closed', async () => {
    const store = await openStore({ file, key: TEST_KEY });
    expect(await refused(TEST_KEY)).toBe('STORE_IN_USE');
    await store.close();
    expect(await count(file, TEST_KEY)).toBe(2);
  });

  test('takes in what a copy of its log holds after a crash', async () => {
    const store = await openStore({ file, key: TEST_KEY });
    const instance = await instanceOf(store.storage as never);
    await instance.bulkWrite([{ document: human('late') }], 'test');
    const copy = temporaryFile();
    for (const end of ['', '-wal', '.id']) copyFileSync(file + end, copy + end);
    await instance.close();
    await store.close();
    const again = await openStore({ file: copy, key: TEST_KEY });
    const found = await instanceOf(again.storage as never);
    expect(await found.findDocumentsById(['late'], false)).toHaveLength(1);
    await found.close();
    await again.close();
  });
});

test('a crash between sidecar and database leaves a store that opens', async () => {
  const file = temporaryFile();
  await fill(file, TEST_KEY);
  rmSync(file);
  writeFileSync(file, '');
  await fill(file, TEST_KEY);
  expect(await count(file, TEST_KEY)).toBe(2);
});

test('the folder is made, and the sidecar is for its owner only', async () => {
  const file = `${temporaryFile()}.d/deeper/store.db`;
  await fill(file, null);
  expect(readFileSync(file).includes('SENTINEL')).toBe(true);
  if (process.platform !== 'win32') expect(statSync(`${file}.id`).mode & 0o077).toBe(0);
});
