/**
 * Pokes to the desks of this process.
 *
 * Invariants
 * - A poke names a collection that the user may read, and carries nothing else.
 * - A poke that comes while the horizon still hides the change is repeated once it is visible: otherwise the
 *   desk would pull nothing and wait.
 * - A desk that does not read, or whose token has ended, is dropped; it comes back and pulls.
 */
import type { Me } from '#shared/permission/me.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import { PokeEvent } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import { hasHiddenEntries } from './feed-repository.ts';
import { mayPull } from './scope.ts';

const HEARTBEAT_MS = 15_000;
const SETTLE_MS = 250;
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The part of a response that a stream needs. */
export type Sink = {
  write(text: string): boolean;
  destroy(): void;
  end(): void;
  once(event: 'close', listener: () => void): void;
};

export type PokeHub = {
  add(sink: Sink, me: Me, expiresAt: Date): void;
  poke(collection: CollectionName): void;
  /** Ends all streams and takes no new ones. */
  close(): void;
};

type Desk = { sink: Sink; me: Me; expiry: NodeJS.Timeout };

/** Makes the hub. `heartbeatMs` is for tests. */
export function createPokeHub(pool: Pool, heartbeatMs = HEARTBEAT_MS): PokeHub {
  const desks = new Set<Desk>();
  const settling = new Set<CollectionName>();
  const heartbeat = setInterval(() => broadcast(':\n\n', () => true), heartbeatMs);
  heartbeat.unref();
  let closed = false;

  function broadcast(text: string, wants: (desk: Desk) => boolean): void {
    for (const desk of desks) {
      // A full buffer means that the last event has not left yet: this reader is too slow to be worth keeping.
      if (wants(desk) && !desk.sink.write(text)) desk.sink.destroy();
    }
  }

  function send(collection: CollectionName): void {
    const event = JSON.stringify(PokeEvent.parse({ collection }));
    broadcast(`event: poke\ndata: ${event}\n\n`, ({ me }) => mayPull(me, collection));
  }

  async function settle(collection: CollectionName): Promise<void> {
    if (settling.has(collection) || closed) return;
    settling.add(collection);
    try {
      if (!(await hasHiddenEntries(pool, collection))) return;
      while (!closed && (await hasHiddenEntries(pool, collection))) await pause(SETTLE_MS);
      send(collection);
    } catch {
      // The database is away; desks pull at their own pace until it is back.
    } finally {
      settling.delete(collection);
    }
  }

  return {
    add(sink, me, expiresAt) {
      if (closed) return sink.end();
      const life = Math.min(Math.max(expiresAt.getTime() - Date.now(), 0), MAX_TIMER_MS);
      const desk: Desk = { sink, me, expiry: setTimeout(() => sink.end(), life) };
      desks.add(desk);
      sink.once('close', () => {
        clearTimeout(desk.expiry);
        desks.delete(desk);
      });
      sink.write(': connected\n\n');
    },
    poke(collection) {
      send(collection);
      void settle(collection);
    },
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const { sink } of desks) sink.end();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
