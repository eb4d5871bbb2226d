/**
 * What the server does by itself: carries out what is due, sends what waits in the outbox.
 *
 * Invariant: one round at a time; a round that fails is logged by its kind and tried again with the next one.
 */

import { COLLECTIONS } from '#shared/sync/collections.ts';
import type { Pool } from '../db/pool.ts';
import type { Mailer } from '../mail/mailer.ts';
import { sendNext } from '../mail/outbox.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { PokeBus } from '../sync/poke-bus.ts';
import { runDueJobs } from './run-job.ts';

const EVERY_MS = 1_000;

export type Worker = {
  /** There may be something to do. */
  wake(): void;
  /** Waits for the round that is under way. */
  close(): Promise<void>;
};

type Deps = {
  pool: Pool;
  privacy: Privacy;
  bus: PokeBus;
  mailer: Mailer;
  log: { error: (fields: object, event: string) => void };
};

export function startWorker({ pool, privacy, bus, mailer, log }: Deps): Worker {
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

  /** Only its code: a message of the database may hold data. */
  function failed(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    log.error({ code }, 'worker.failed');
  }

  async function round(): Promise<void> {
    const tried = await runDueJobs({ pool, privacy }, new Date(), failed);
    if (tried > 0) for (const name of COLLECTIONS) bus.announce(name);
    while (await sendNext(pool, mailer, new Date())) bus.announce('requests');
  }

  function wake(): void {
    if (isRunning) return;
    isRunning = true;
    running = round()
      .catch(failed)
      .finally(() => {
        isRunning = false;
      });
  }

  const timer = setInterval(wake, EVERY_MS);
  timer.unref();
  return {
    wake,
    async close() {
      clearInterval(timer);
      await running;
      mailer.close();
    },
  };
}
