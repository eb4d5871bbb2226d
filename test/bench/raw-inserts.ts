/** The peer of a first sync: the same rows, inserted by a bare prepared statement in transactions of 1,000. */
import Database from 'better-sqlite3-multiple-ciphers';
import type { Customer } from '#shared/customer/schema.ts';

const BATCH = 1000;

/** Documents a second into a table with the primary key and one index, encrypted and not. */
export function measureRawInserts(
  file: string,
  documents: readonly Customer[],
): { encrypted: number; plain: number } {
  return { plain: insertAll(`${file}.plain`, documents, false), encrypted: insertAll(file, documents, true) };
}

function insertAll(file: string, documents: readonly Customer[], encrypted: boolean): number {
  const database = new Database(file);
  if (encrypted) {
    database.pragma("cipher='aegis'");
    database.pragma(`key='raw:${'5a'.repeat(32)}'`);
  }
  database.pragma('journal_mode=WAL');
  database.pragma('synchronous=NORMAL');
  database.exec(
    'CREATE TABLE customers (id TEXT PRIMARY KEY, pending TEXT, data TEXT); CREATE INDEX pending ON customers (pending, id)',
  );
  const insert = database.prepare('INSERT INTO customers VALUES (?, ?, ?)');
  const insertBatch = database.transaction((batch: readonly Customer[]) => {
    for (const document of batch) insert.run(document.id, '', JSON.stringify(document));
  });
  const since = performance.now();
  for (let at = 0; at < documents.length; at += BATCH) insertBatch(documents.slice(at, at + BATCH));
  const seconds = (performance.now() - since) / 1000;
  database.close();
  return documents.length / seconds;
}
