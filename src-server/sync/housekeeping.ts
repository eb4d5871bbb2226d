/** What a server does for its own tables once an hour; a failure is logged by its code and tried again with the next. */
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from '../db/pool.ts';
import { compact } from './compaction.ts';

const EVERY_MS = 3_600_000;

export type Housekeeping = { close(): Promise<void> };

export function startHousekeeping(pool: Pool, log: Pick<FastifyBaseLogger, 'info' | 'error'>): Housekeeping {
  let running: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    try {
      const done = await compact(pool);
      if (done) log.info(done, 'feed.compacted');
    } catch (error) {
      log.error({ code: (error as { code?: string }).code ?? 'unknown' }, 'feed.compaction.failed');
    }
  }

  const timer = setInterval(() => {
    running = round();
  }, EVERY_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
