/**
 * Reading out of a damaged store what only it has: changes that were not sent, "needs attention", and the small
 * facts. Opens it read-only and takes every row that can be read; a row that cannot is left out and nothing is
 * thrown, because what is left out is counted by those who know how many there were.
 */
import { type Connection, connect } from '../storage-sqlite/connect.ts';
import { readSidecar } from '../storage-sqlite/sidecar.ts';
import type { AttentionDoc, CommentDoc, ContactDoc, CustomerDoc, RequestDoc, TicklerDoc } from './schemas.ts';

/** Unsent changes by collection. */
export type Unsent = {
  customers: CustomerDoc[];
  requests: RequestDoc[];
  comments: CommentDoc[];
  contacts: ContactDoc[];
  ticklers: TicklerDoc[];
};
export type Salvage = Unsent & {
  attention: AttentionDoc[];
  /** Values of the settings by their id, as they are stored. */
  settings: Record<string, string>;
};

type Table = { n: number; name: string; seq: number };
type Stored = Record<string, unknown> & { id: string };

const WAITS = `deleted = 0 AND "f:pendingSince" > ''`;

/** Everything that can be read. An empty answer when not even the first page can be. */
export function readSalvage(file: string, key: Uint8Array): Salvage {
  for (const cipher of ciphersOf(file)) {
    try {
      const db = connect(file, { cipher, key, readonly: true });
      try {
        return readAll(db);
      } finally {
        db.close();
      }
    } catch {
      // Not this cipher, or no page of it can be read: the next one may be it.
    }
  }
  return {
    customers: [],
    requests: [],
    comments: [],
    contacts: [],
    ticklers: [],
    attention: [],
    settings: {},
  };
}

function ciphersOf(file: string): ('aegis' | 'chacha20')[] {
  try {
    const cipher = readSidecar(file)?.cipher;
    if (cipher && cipher !== 'none') return [cipher];
  } catch {
    // The sidecar is damaged too.
  }
  return ['aegis', 'chacha20'];
}

function readAll(db: Connection): Salvage {
  const tables = db.prepare('SELECT n, name, seq FROM store_collections ORDER BY version').all() as Table[];
  const of = (name: string, where: string): Stored[] =>
    tables.filter((table) => table.name === name).flatMap((table) => rowsOf(db, table, where));
  return {
    customers: of('customers', WAITS) as unknown as CustomerDoc[],
    requests: of('requests', WAITS) as unknown as RequestDoc[],
    comments: of('comments', WAITS) as unknown as CommentDoc[],
    contacts: of('contacts', WAITS) as unknown as ContactDoc[],
    ticklers: of('ticklers', WAITS) as unknown as TicklerDoc[],
    attention: of('attention', 'deleted = 0') as unknown as AttentionDoc[],
    settings: Object.fromEntries(of('settings', 'deleted = 0').map(({ id, value }) => [id, String(value)])),
  };
}

/** The rows that the index names; where it cannot be read, every place that a row can have is tried. */
function rowsOf(db: Connection, { n, seq: last }: Table, where: string): Stored[] {
  const table = `documents_${n}`;
  try {
    const places = db.prepare(`SELECT seq FROM ${table} WHERE ${where}`).pluck().all() as number[];
    return places.flatMap((place) => rowAt(db, table, where, place));
  } catch {
    const rows: Stored[] = [];
    for (let place = 1; place <= last; place += 1) rows.push(...rowAt(db, table, where, place));
    return rows;
  }
}

function rowAt(db: Connection, table: string, where: string, place: number): Stored[] {
  try {
    const text = db
      .prepare(`SELECT data FROM ${table} NOT INDEXED WHERE seq = ? AND ${where}`)
      .pluck()
      .get(place);
    return typeof text === 'string' ? [JSON.parse(text) as Stored] : [];
  } catch {
    return [];
  }
}
