/** The checker: what the index holds against what the documents say it should hold. */
import type { Customer } from '#shared/customer/schema.ts';
import type { Connection } from '../../storage-sqlite/connect.ts';
import { hookSource } from '../../storage-sqlite/hook-source.ts';
import type { HookDocument } from '../../storage-sqlite/hooks.ts';
import { packId, unpackId } from '../document-id.ts';
import { entryOf } from '../entry.ts';
import { rowReader } from '../index-rows.ts';
import { LiveIndex } from '../live-index.ts';
import { compareSegments } from './compare-segments.ts';

const ALL = 10_000_000;
const MINUTE_MS = 60_000;
const AT_ONCE = 256;

/** One line a difference; an empty list when rows and segments are exactly those of the documents. */
export function searchTablesOf(db: Connection): string[] {
  const wrong = compareRows(db);
  const index = new LiveIndex(db);
  while (index.catchUp(AT_ONCE));
  return [...wrong, ...compareSegments(db, index)];
}

type Expected = { data: string | null; contact: number; orders: string[] };

function compareRows(db: Connection): string[] {
  const expected = expectedRows(db);
  const reader = rowReader(db);
  const ids = db.prepare('SELECT id FROM search_row WHERE data IS NOT NULL').pluck().all() as Buffer[];
  const beside = ids.map(unpackId).filter((id) => !expected.get(id)?.data);
  const wrong = [...expected].filter(([id, { data, contact, orders }]) => {
    const row = reader.byId(packId(id));
    const has = {
      data: row?.data ?? null,
      contact: row?.contact ?? 0,
      orders: row ? reader.orders(row.rid).sort() : [],
    };
    return JSON.stringify(has) !== JSON.stringify({ data, contact, orders: orders.sort() });
  });
  return [...beside.map((id) => `nobody ${id}`), ...wrong.map(([id]) => `row ${id}`)];
}

function expectedRows(db: Connection): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  const of = (id: unknown): Expected => {
    const found = expected.get(String(id)) ?? { data: null, contact: 0, orders: [] };
    expected.set(String(id), found);
    return found;
  };
  const all = (collection: string): HookDocument[] =>
    hookSource(db)
      .after(collection, 0, ALL)
      .map(({ document }) => document);
  for (const document of all('customers')) {
    of(document.id).data = JSON.stringify(entryOf(document as unknown as Customer));
  }
  for (const { customerId, number } of all('orders')) of(customerId).orders.push(String(number));
  for (const { customerId, startedAt } of all('contacts')) {
    const known = of(customerId);
    known.contact = Math.max(known.contact, Math.floor(Date.parse(String(startedAt)) / MINUTE_MS));
  }
  return expected;
}
