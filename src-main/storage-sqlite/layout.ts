/**
 * The tables of a store: a catalogue, one table a collection and schema version, one for attachments, and one for
 * what is still to be erased.
 *
 * Invariants
 * - `seq` of the catalogue is the highest sequence ever given out for the collection, so that it is never given
 *   out again, even after the newest document was purged.
 * - `live` is how many documents of the table are not deleted.
 */
export const CATALOGUE = 'store_collections';
export const ATTACHMENTS = 'store_attachments';
export const ERASURES = 'store_erasures';

/** The table of a collection, by its number in the catalogue. */
export function tableName(number: number): string {
  return `documents_${number}`;
}

/**
 * The statement that makes a collection's table. The sequence is the table's own key: new documents are appended,
 * and changes are read in one sweep. `extra` are names and types of the columns of indexed fields.
 */
export function documentsTable(n: number, extra: readonly string[]): string {
  const columns = [
    'seq INTEGER PRIMARY KEY',
    'id TEXT NOT NULL UNIQUE',
    'deleted INTEGER NOT NULL',
    'lwt REAL NOT NULL',
    'rev TEXT NOT NULL',
    ...extra,
    'data TEXT NOT NULL',
  ];
  return `CREATE TABLE IF NOT EXISTS ${tableName(n)} (${columns.join(', ')})`;
}
