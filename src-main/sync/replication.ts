/**
 * Keeps one collection in step with the server, by RxDB's replication protocol.
 *
 * Invariant: whatever RxDB gave up is taken up again. A run that broke, or that does nothing though there is work
 * (`activity.ts`), is followed by another, which is offered everything that waits; where documents may have been dropped on
 * their way into the store, everything is pulled anew.
 */
import type { RxCollection } from 'rxdb/plugins/core';
import { type CollectionName, WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import { errorCode } from '../log.ts';
import { countDocuments, WAITS } from '../store/counts.ts';
import { createActivity } from './activity.ts';
import { createLanding } from './landing.ts';
import { createPassing } from './passing.ts';
import type { Replicated } from './push.ts';
import { beginRun, type Kept, type ReplicationContext } from './replication-run.ts';

/** How often a replication is looked after, and at how many looks after one that began it anew it is left alone. */
const LOOK_MS = 10_000;
const REST_LOOKS = 6;
/** Documents that are offered again at a time. */
const AT_ONCE = 50;

export type Replication = {
  /** Pulls again. */
  resync(): void;
  /** Resolves when a run has pulled and pushed everything once. */
  awaitInitialReplication(): Promise<void>;
  awaitInSync(): Promise<unknown>;
  close(): Promise<void>;
};

/** Starts to replicate. */
export function startReplication(
  name: CollectionName,
  collection: RxCollection<Replicated>,
  context: ReplicationContext,
): Replication {
  const { database, log } = context;
  const activity = createActivity();
  const first = Promise.withResolvers<void>();
  const kept: Kept = {
    activity,
    passing: createPassing(),
    landing: createLanding(),
    isPushed: (WRITABLE_COLLECTIONS as readonly string[]).includes(name),
    broke() {
      isBroken = true;
    },
  };
  let isBroken = false;
  let isClosed = false;
  let rest = 0;
  let looking: Promise<void> | null = null;
  let run = begin();
  const moving = collection.eventBulks$.subscribe(activity.moved);
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error) => log.error('replication.look', { collection: name, code: errorCode(error) }))
      .finally(() => {
        looking = null;
      });
  }, LOOK_MS);
  timer.unref();

  function begin() {
    const begun = beginRun(name, collection, context, kept);
    begun.state.awaitInitialReplication().then(first.resolve, () => undefined);
    return begun;
  }

  async function look(): Promise<void> {
    rest -= 1;
    if (rest > 0 || !context.isWritable()) return;
    const waits = kept.isPushed && (await countDocuments(database, name, { selector: WAITS })) > 0;
    if (isBroken || activity.isStalled(waits)) await beginAgain();
  }

  async function beginAgain(): Promise<void> {
    log.warn('replication.again', { collection: name, state: isBroken ? 'broken' : 'stalled' });
    rest = REST_LOOKS;
    isBroken = false;
    // What ended one of its queues also keeps RxDB from closing it.
    await run.cancel().catch(() => undefined);
    if (isClosed) return;
    run = begin();
    if (kept.isPushed) await offerAgain(collection);
  }

  return {
    resync() {
      activity.pullAsked();
      run.resync();
    },
    awaitInitialReplication: () => first.promise,
    awaitInSync: () => run.state.awaitInSync(),
    async close() {
      isClosed = true;
      clearInterval(timer);
      moving.unsubscribe();
      await looking;
      await run.cancel();
    },
  };
}

/** Writes what waits once more, as it is, so that RxDB sees it. */
async function offerAgain(collection: RxCollection<Replicated>): Promise<void> {
  const waiting = await collection.find({ selector: WAITS }).exec();
  for (let from = 0; from < waiting.length; from += AT_ONCE) {
    const some = waiting.slice(from, from + AT_ONCE);
    await Promise.all(some.map((document) => document.incrementalModify((now) => now)));
  }
}
