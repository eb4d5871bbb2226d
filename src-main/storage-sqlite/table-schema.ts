/** From an RxDB schema to what the workers need of it, so that they need not load RxDB to write. */
import { getPrimaryFieldOfPrimaryKey, getSchemaByObjectPath, type RxJsonSchema } from 'rxdb';
import type { ColumnKind, TableSchema } from './columns.ts';

const KINDS: Record<string, ColumnKind> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
};

/** Indexed fields of other types get no column; queries on them are then filtered in JavaScript. */
export function tableSchemaOf<T>(schema: RxJsonSchema<T>): TableSchema {
  const primaryPath = String(getPrimaryFieldOfPrimaryKey(schema.primaryKey));
  const indexes = (schema.indexes ?? []).map((index) => (typeof index === 'string' ? [index] : [...index]));
  const kinds: Record<string, ColumnKind> = {};
  for (const path of new Set(indexes.flat())) {
    const kind = KINDS[String(getSchemaByObjectPath(schema, path)?.type)];
    if (kind) kinds[path] = kind;
  }
  return { primaryPath, indexes, kinds };
}
