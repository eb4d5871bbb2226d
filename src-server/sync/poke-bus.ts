/**
 * Pokes between server processes, by LISTEN/NOTIFY.
 *
 * Invariants
 * - Nothing is notified inside a writing transaction (NOTIFY takes a cluster-wide lock at commit): after it, and
 *   at most once in `COALESCE_MS` a collection.
 * - A lost connection heals by itself, and everyone is poked then, because pokes may have been missed.
 */
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { COLLECTIONS, type CollectionName } from '#shared/sync/collections.ts';
import { CollectionName as Name } from '#shared/sync/protocol.ts';
import type { Pool, Sql } from '../db/pool.ts';

const CHANNEL = 'callbook_poke';
const COALESCE_MS = 150;
const RECONNECT_MS = 1000;

export type PokeBus = {
  /** Says that the collection changed; call it after the commit. */
  announce(collection: CollectionName): void;
  close(): Promise<void>;
};

/** Tells all server processes that the collection changed. For programs that write beside the server. */
export async function notifyChanged(sql: Sql, collection: CollectionName): Promise<void> {
  await sql.query('SELECT pg_notify($1, $2)', [CHANNEL, collection]);
}

/**
 * Starts listening.
 * @param url the database; LISTEN needs a connection of its own.
 * @param onPoke called with each collection that any process announced.
 */
export function startPokeBus(
  pool: Pool,
  url: string,
  log: FastifyBaseLogger,
  onPoke: (collection: CollectionName) => void,
): PokeBus {
  const dirty = new Set<CollectionName>();
  let timer: NodeJS.Timeout | undefined;
  const listener = keepListening(url, log, onPoke);

  async function flush(): Promise<void> {
    timer = undefined;
    const names = [...dirty];
    dirty.clear();
    try {
      for (const name of names) await notifyChanged(pool, name);
    } catch {
      // The desks' own pace makes up for a lost poke; the desks of this process need not wait for it.
      for (const name of names) onPoke(name);
    }
  }

  return {
    announce(collection) {
      dirty.add(collection);
      timer ??= setTimeout(() => void flush(), COALESCE_MS);
    },
    async close() {
      clearTimeout(timer);
      await flush();
      await listener.close();
    },
  };
}

/** One listening connection, made again whenever it is lost. */
function keepListening(
  url: string,
  log: FastifyBaseLogger,
  onPoke: (collection: CollectionName) => void,
): { close(): Promise<void> } {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let client: pg.Client | undefined;

  async function connect(again: boolean): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: 'callbook-poke', keepAlive: true });
    client = next;
    next.on('error', () => undefined); // 'end' follows
    next.on('end', reconnect);
    next.on('notification', ({ payload }) => {
      const name = Name.safeParse(payload);
      if (name.success) onPoke(name.data);
    });
    await next.connect();
    await next.query(`LISTEN ${CHANNEL}`);
    if (again) for (const name of COLLECTIONS) onPoke(name);
  }

  function attempt(again: boolean): void {
    connect(again).catch(() => {
      log.warn('cannot listen for pokes; trying again');
      client?.end().catch(() => undefined);
      reconnect();
    });
  }

  function reconnect(): void {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      attempt(true);
    }, RECONNECT_MS);
  }

  attempt(false);
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
