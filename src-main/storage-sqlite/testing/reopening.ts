/** A storage that closes its store and opens it again before every single call, so that only the file remembers. */
import type { EventBulk, RxStorage, RxStorageChangeEvent } from 'rxdb';
import { Subject } from 'rxjs';
import { openStore, type SqliteStore } from '../index.ts';
import { type InstanceParams, SqliteInstance } from '../instance.ts';
import type { Checkpoint } from '../wire.ts';
import { TEST_KEY } from './support.ts';

type Any = Record<string, unknown>;
type Bulk = EventBulk<RxStorageChangeEvent<unknown>, Checkpoint>;
type Alive = { params: InstanceParams<Any>; inner: SqliteInstance<Any>; changes: Subject<Bulk> };

const REOPENED = new Set([
  'bulkWrite',
  'findDocumentsById',
  'query',
  'count',
  'getChangedDocumentsSince',
  'getAttachmentData',
  'cleanup',
  'remove',
]);

/** Opens such a storage on a file. Calls must come one after the other. */
export async function openReopening(file: string) {
  const alive = new Set<Alive>();
  let store = await openStore({ file, key: TEST_KEY });
  const reopen = async (): Promise<void> => {
    for (const { inner } of alive) await inner.close();
    await store.close();
    store = await openStore({ file, key: TEST_KEY });
    for (const entry of alive) await connectInner(store, entry);
  };
  const createStorageInstance = async (params: InstanceParams<Any>) => {
    const entry = { params, changes: new Subject<Bulk>() } as Alive;
    await connectInner(store, entry);
    alive.add(entry);
    return instanceOver(entry, alive, reopen);
  };
  const storage = { ...store.storage, createStorageInstance } as unknown as RxStorage<unknown, unknown>;
  return { storage, close: () => store.close() };
}

async function connectInner(store: SqliteStore, entry: Alive): Promise<void> {
  entry.inner = (await store.storage.createStorageInstance(entry.params)) as SqliteInstance<Any>;
  entry.inner.changeStream().subscribe((bulk) => entry.changes.next(bulk as Bulk));
}

function instanceOver(entry: Alive, alive: Set<Alive>, reopen: () => Promise<void>): object {
  return new Proxy(SqliteInstance.prototype, {
    get: (_, name) => {
      if (name === 'changeStream') return () => entry.changes.asObservable();
      const member = () => Reflect.get(entry.inner, name, entry.inner) as unknown;
      if (typeof member() !== 'function') return member();
      return async (...given: unknown[]) => {
        if (REOPENED.has(String(name))) await reopen();
        if (name === 'remove' || name === 'close') alive.delete(entry);
        return (member() as (...values: unknown[]) => unknown).apply(entry.inner, given);
      };
    },
  });
}
