/**
 * Marks what a pull brings for the first time as pulled.
 *
 * RxDB's downstream marks each document that it writes (`_meta.o`: the replication, and the height of the revision), so that one
 * whose write is not noted yet, because the program died in between, is not taken for an edit of this desk. Its wrapper of the
 * storage replaces the `_meta` of every document that is new to the collection (rx-storage-helper.ts, 17.6.0), and the mark is
 * gone: what was pulled later of such a customer was passed over, for good once the up checkpoint had passed them too.
 *
 * Invariant: a document that a pull wrote has the mark, whether it was there before or not.
 */
import { defaultHashSha256, type RxStorage } from 'rxdb/plugins/core';
import { IDENTIFIER } from '../sync/identifier.ts';

type Storage = RxStorage<unknown, unknown>;

const PULLED = /^replication-downstream-/;
/** As RxDB names the replication (plugins/replication/index.ts). */
const NAME = `rxdbreplication${IDENTIFIER}`;

/** The storage, with the mark put back. */
export function markPulled(storage: Storage): Storage {
  const hash = defaultHashSha256(NAME);
  return {
    ...storage,
    async createStorageInstance(params) {
      const instance = await storage.createStorageInstance(params);
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (rows, context) => {
        if (!PULLED.test(context)) return write(rows, context);
        const mark = { o: { _rev: 1, hash: await hash } };
        const marked = rows.map(({ previous, document }) =>
          previous
            ? { previous, document }
            : { document: { ...document, _meta: { ...document._meta, ...mark } } },
        );
        return write(marked, context);
      };
      return instance;
    },
  };
}
