/**
 * Keeps the index in shape while the desk is in use: takes over what is written, has segments made, and has the store
 * worker keep them. What fails, as on a full disk, is tried again later; the index is whole without it.
 */
import { Channel, workerUrl } from '../storage-sqlite/channel.ts';
import type { Cipher } from '../storage-sqlite/cipher.ts';
import type { BuildOperations } from './build-operations.ts';
import type { LastingWorker } from './lasting-worker.ts';
import type { BuildJob } from './live-index.ts';
import type { IndexRequest } from './segment-store.ts';

const PAUSE_MS = 500;
/** In MB; the largest segment needs a third of it, its arrays apart. */
const BUILDER_HEAP = 160;
const BUILDER_YOUNG = 6;

type Connecting = { file: string; key: Uint8Array | null; cipher: Cipher };
type Ask = (request: IndexRequest) => Promise<number>;

export type Keeping = { settled: () => Promise<void>; close: () => Promise<void> };

/**
 * Begins; `close` waits for what is under way.
 *
 * Invariant: one round at a time. Two would make segments of the same customers, each of which takes the other's place.
 */
export function keepIndex(search: LastingWorker, connecting: Connecting, ask: Ask): Keeping {
  let open = true;
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const round = (): Promise<void> => {
    const next = last.then(() => keepOnce(search, connecting, ask, () => open));
    last = next.catch(() => undefined);
    return next;
  };
  const again = () => {
    round()
      .catch(() => undefined)
      .finally(() => {
        if (open) timer = setTimeout(again, PAUSE_MS).unref();
      });
  };
  again();
  return {
    settled: round,
    close: async () => {
      open = false;
      if (timer) clearTimeout(timer);
      await last;
    },
  };
}

/** Until nothing is left to do. */
async function keepOnce(
  search: LastingWorker,
  connecting: Connecting,
  ask: Ask,
  isOpen: () => boolean,
): Promise<void> {
  let builder: Channel<BuildOperations> | null = null;
  try {
    while (isOpen()) {
      const { more, job, stamps } = await search.call('work', undefined);
      for (const stamp of stamps) await ask({ kind: 'stamp', ...stamp });
      if (job) {
        builder ??= await openBuilder(connecting);
        await makeSegment(builder, job, ask, isOpen);
        await search.call('work', undefined);
        for (let left = 1; left > 0 && isOpen(); )
          left = await ask({ kind: 'retire', numbers: job.replaced.map(({ n }) => n) });
      } else if (!more) return;
    }
  } finally {
    await builder?.terminate();
  }
}

async function openBuilder(connecting: Connecting): Promise<Channel<BuildOperations>> {
  const builder = new Channel<BuildOperations>(
    workerUrl('build-worker', import.meta.url),
    BUILDER_HEAP,
    BUILDER_YOUNG,
  );
  await builder.call('open', connecting);
  return builder;
}

async function makeSegment(
  builder: Channel<BuildOperations>,
  { rids, built, replaced }: BuildJob,
  ask: Ask,
  isOpen: () => boolean,
): Promise<void> {
  const replaces = replaced.map(({ n }) => n);
  const { docs, erasures } = await builder.call('build', { rids, replaced });
  const n = await ask({ kind: 'begin', built, docs, replaces, erasures });
  while (isOpen()) {
    const parts = await builder.call('parts', undefined);
    if (parts.length === 0) {
      await ask({ kind: 'ready', n });
      return;
    }
    await ask({ kind: 'parts', n, parts });
  }
}
