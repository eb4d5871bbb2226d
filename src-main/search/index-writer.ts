/**
 * Writes what the index knows of customers, their orders and their contacts. Runs inside the transaction of the
 * documents, and costs it a row and a line of change for each customer.
 *
 * Invariant: an entry that stays as it was is not written, so that a note that is saved four times a second leaves the
 * index alone.
 */
import type { Customer } from '#shared/customer/schema.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookDocument } from '../storage-sqlite/hooks.ts';
import { packId } from './document-id.ts';
import { entryOf } from './entry.ts';

export type IndexWriter = {
  /** Takes over documents of an indexed collection; a deleted one is taken out. */
  put: (collection: IndexedCollection, documents: readonly HookDocument[]) => void;
  /** Forgets documents and notes whose segments must be made anew. */
  purge: (collection: IndexedCollection, ids: readonly string[]) => void;
};

/** What customers are found and ranked by. */
export const INDEXED_COLLECTIONS = ['customers', 'orders', 'contacts'] as const;
export type IndexedCollection = (typeof INDEXED_COLLECTIONS)[number];

const MINUTE_MS = 60_000;

/** A writer whose statements are prepared once. */
export function indexWriter(db: Connection): IndexWriter {
  const sql = statements(db);
  const changed = (rid: number) => sql.change.run(rid);
  /** The row of a customer, made where there is none: an order may come before its customer. */
  const rowOf = (id: Buffer): { rid: number; contact: number; data: string | null } => {
    const found = sql.find.get(id) as { rid: number; contact: number; data: string | null } | undefined;
    return found ?? { rid: Number(sql.add.run(id).lastInsertRowid), contact: 0, data: null };
  };
  const putCustomer = (document: HookDocument) => {
    const { rid, data } = rowOf(packId(String(document.id)));
    const next = document._deleted === true ? null : JSON.stringify(entryOf(document as KnownDocument));
    if (next === data) return;
    sql.replace.run(next, rid);
    changed(rid);
  };
  const putOrder = (document: HookDocument) => {
    const { rid } = rowOf(packId(String(document.customerId ?? '')));
    const id = packId(String(document.id));
    const number = document._deleted === true ? null : String(document.number ?? '');
    if ((sql.order.get(rid, id) ?? null) === number) return;
    if (number === null) sql.dropOrder.run(rid, id);
    else sql.putOrder.run(rid, id, number);
    changed(rid);
  };
  const putContact = (document: HookDocument) => {
    const at = Math.floor(Date.parse(String(document.startedAt)) / MINUTE_MS) || 0;
    const { rid, contact } = rowOf(packId(String(document.customerId ?? '')));
    if (at <= contact || document._deleted === true) return;
    sql.contact.run(at, rid);
    changed(rid);
  };
  const purgeRow = (rid: number) => {
    sql.drop.run(rid);
    sql.dropOrders.run(rid);
    sql.purged.run(rid);
    changed(rid);
  };
  const purgeOrder = (id: Buffer) => {
    for (const rid of sql.ordersOf.all(id) as number[]) {
      sql.dropOrder.run(rid, id);
      sql.purged.run(rid);
      changed(rid);
    }
  };
  const puts = { customers: putCustomer, orders: putOrder, contacts: putContact };
  return {
    put: (collection, documents) => documents.forEach(puts[collection]),
    purge: (collection, ids) => {
      for (const id of ids.map(packId)) {
        if (collection === 'orders') purgeOrder(id);
        const rid = collection === 'customers' ? sql.rid.get(id) : undefined;
        if (typeof rid === 'number') purgeRow(rid);
      }
    },
  };
}

type KnownDocument = HookDocument & Partial<Customer> & Pick<Customer, 'id'>;

function statements(db: Connection) {
  return {
    find: db.prepare('SELECT rid, contact, data FROM search_row WHERE id = ?'),
    rid: db.prepare('SELECT rid FROM search_row WHERE id = ?').pluck(),
    add: db.prepare('INSERT INTO search_row (id, contact, data) VALUES (?, 0, NULL)'),
    replace: db.prepare('UPDATE search_row SET data = ? WHERE rid = ?'),
    contact: db.prepare('UPDATE search_row SET contact = ? WHERE rid = ?'),
    drop: db.prepare('DELETE FROM search_row WHERE rid = ?'),
    change: db.prepare('INSERT OR REPLACE INTO search_change (rid) VALUES (?)'),
    purged: db.prepare('INSERT OR IGNORE INTO search_purged (rid) VALUES (?)'),
    order: db.prepare('SELECT number FROM search_order WHERE rid = ? AND document = ?').pluck(),
    putOrder: db.prepare('INSERT OR REPLACE INTO search_order (rid, document, number) VALUES (?, ?, ?)'),
    dropOrder: db.prepare('DELETE FROM search_order WHERE rid = ? AND document = ?'),
    dropOrders: db.prepare('DELETE FROM search_order WHERE rid = ?'),
    ordersOf: db.prepare('SELECT rid FROM search_order WHERE document = ?').pluck(),
  };
}
