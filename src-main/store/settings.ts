/** Small facts of one store, kept encrypted in it: tokens, the user, the id of this desk. */
import type { DeskDatabase } from './database.ts';

/** The value under `id`, or null. The caller knows its shape, being the only one that wrote it. */
export async function readSetting<T>(database: DeskDatabase, id: string): Promise<T | null> {
  const document = await database.settings.findOne(id).exec();
  return document ? (JSON.parse(document.value) as T) : null;
}

/**
 * Writes the value; it is on the disk when the promise resolves. Not by `incrementalUpsert`: when its first write of an
 * id fails, as on a full disk, RxDB 17 rejects every later one without trying it.
 */
export async function writeSetting(database: DeskDatabase, id: string, value: unknown): Promise<void> {
  const { error } = await database.settings.bulkUpsert([{ id, value: JSON.stringify(value) }]);
  if (error[0]) throw new Error(`settings ${error[0].status}`);
}
