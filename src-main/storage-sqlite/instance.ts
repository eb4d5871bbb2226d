/**
 * One collection of a store, as RxDB's `RxStorageInstance`.
 *
 * Invariant: after `close` resolved, nothing of this instance is under way; after it was called, every other
 * call is refused.
 */
import {
  type BulkWriteRow,
  now,
  type PreparedQuery,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorageBulkWriteResponse,
  type RxStorageCountResult,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
  type RxStorageQueryResult,
} from 'rxdb';
import { writeRows } from './bulk-write.ts';
import { StoreError } from './errors.ts';
import type { QueryTable, StoreQuery } from './plan.ts';
import type { Changes, OpenStore } from './store.ts';
import type { Checkpoint } from './wire.ts';

export type SqliteInternals = { store: OpenStore; table: QueryTable };
export type SqliteOptions = Record<string, unknown>;
export type InstanceParams<T> = RxStorageInstanceCreationParams<T, SqliteOptions>;

export class SqliteInstance<T> implements RxStorageInstance<T, SqliteInternals, SqliteOptions, Checkpoint> {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<T>>>;
  readonly options: Readonly<SqliteOptions>;
  readonly internals: SqliteInternals;
  readonly #onClosed: () => Promise<void>;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | null = null;

  constructor(params: InstanceParams<T>, internals: SqliteInternals, onClosed: () => Promise<void>) {
    this.databaseName = params.databaseName;
    this.collectionName = params.collectionName;
    this.schema = params.schema;
    this.options = params.options;
    this.internals = internals;
    this.#onClosed = onClosed;
  }

  bulkWrite(rows: BulkWriteRow<T>[], context: string): Promise<RxStorageBulkWriteResponse<T>> {
    const { store, table } = this.internals;
    const target = { store, n: table.n, schema: table.schema, instance: this };
    return this.#run(async () => ({ error: await writeRows<T>(target, rows, context) }));
  }

  findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<T>[]> {
    const { store, table } = this.internals;
    return this.#run(async () => {
      const near = store.near.find(table.n, ids, withDeleted);
      return parse(near ?? (await store.reader.call('find', { n: table.n, ids, withDeleted })));
    });
  }

  query({ query }: PreparedQuery<T>): Promise<RxStorageQueryResult<T>> {
    const { store, table } = this.internals;
    const argument = { table, query: query as unknown as StoreQuery };
    return this.#run(async () => {
      const near = store.near.query(table, argument.query);
      return { documents: parse<T>(near ?? (await store.reader.call('query', argument))) };
    });
  }

  count({ query }: PreparedQuery<T>): Promise<RxStorageCountResult> {
    const { store, table } = this.internals;
    return this.#run(async () => {
      const argument = { table, query: query as unknown as StoreQuery };
      const { count, fast } = await store.reader.call('count', argument);
      return { count, mode: fast ? 'fast' : 'slow' };
    });
  }

  getChangedDocumentsSince(
    limit: number,
    checkpoint?: Checkpoint,
  ): Promise<{ documents: RxDocumentData<T>[]; checkpoint: Checkpoint }> {
    const { store, table } = this.internals;
    return this.#run(async () => {
      const argument = { n: table.n, seq: checkpoint?.seq ?? 0, limit };
      const { seq, documents } = await store.reader.call('changed', argument);
      return { documents: parse<T>(documents), checkpoint: { seq } };
    });
  }

  getAttachmentData(document: string, attachment: string, digest: string): Promise<Blob> {
    const { store, table } = this.internals;
    return this.#run(async () => {
      const found = await store.reader.call('attachment', { n: table.n, document, attachment, digest });
      if (!found) throw new StoreError('STORE_FAILED', 'attachment does not exist');
      return new Blob([found.data], { type: found.type });
    });
  }

  changeStream(): ReturnType<Changes['asObservable']> &
    ReturnType<RxStorageInstance<T, unknown, unknown>['changeStream']> {
    const { store, table } = this.internals;
    return store.changesOf(table.n).asObservable() as ReturnType<SqliteInstance<T>['changeStream']>;
  }

  cleanup(minimumDeletedTime: number): Promise<boolean> {
    const { store, table } = this.internals;
    return this.#run(() => store.writer.call('clean', { n: table.n, until: now() - minimumDeletedTime }));
  }

  async remove(): Promise<void> {
    const { store, table } = this.internals;
    await this.#run(() => store.writer.call('remove', table.n));
    await this.close();
  }

  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#underWay).then(() => this.#onClosed());
    return this.#closed;
  }

  /** Keeps account of what is under way, and refuses when closed. */
  #run<R>(work: () => Promise<R>): Promise<R> {
    if (this.#closed) return Promise.reject(new StoreError('STORE_CLOSED', 'instance'));
    const running = work();
    this.#underWay.add(running);
    const done = () => this.#underWay.delete(running);
    running.then(done, done);
    return running;
  }
}

function parse<T>(texts: string[]): RxDocumentData<T>[] {
  return texts.map((text) => JSON.parse(text) as RxDocumentData<T>);
}
