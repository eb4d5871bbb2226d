/**
 * What is stored of a document, value by value.
 *
 * It is made on the thread that has the document at hand, so that a worker that only stores never parses its text.
 */
import type { RxDocumentData } from 'rxdb';
import { type Column, type ColumnValue, toColumnValue, valueAt } from './columns.ts';
import { orderKey } from './order-key.ts';

export type Encoded = { values: ColumnValue[]; loose: boolean };

/** A function from a document and its text to the values of `storedColumns`. */
export function rowEncoder(
  primaryPath: string,
  extra: readonly Column[],
): (document: RxDocumentData<unknown>, data: string) => Encoded {
  return (document, data) => {
    const { _deleted, _meta, _rev } = document;
    const id = String((document as unknown as Record<string, unknown>)[primaryPath]);
    const values: ColumnValue[] = [orderKey(id), Number(_deleted), _meta.lwt, _rev];
    const loose = pushExtra(values, extra, document);
    values.push(data);
    return { values, loose };
  };
}

/** The values of the extra columns alone, for documents that are stored already. */
export function extraValues(extra: readonly Column[], document: unknown): Encoded {
  const values: ColumnValue[] = [];
  return { values, loose: pushExtra(values, extra, document) };
}

/** Adds one value a column; returns whether one of them breaks its schema's promise. */
function pushExtra(values: ColumnValue[], extra: readonly Column[], document: unknown): boolean {
  let loose = false;
  for (const { kind, path } of extra) {
    const value = toColumnValue(kind, valueAt(document, path));
    loose ||= value === undefined;
    values.push(value ?? null);
  }
  return loose;
}
