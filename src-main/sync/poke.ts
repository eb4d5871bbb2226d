/**
 * Listens for pokes: "collection X changed", never data. What is missed while the stream is down costs time
 * only, because every (re)connection and a slow poll ask for everything once.
 */
import { createParser } from 'eventsource-parser';
import { COLLECTIONS, type CollectionName } from '#shared/sync/collections.ts';
import { PokeEvent } from '#shared/sync/protocol.ts';
import { parseJson } from '../parse-json.ts';
import { Closed, type Network } from './network.ts';
import type { Server } from './server.ts';
import { ServerError } from './server-error.ts';

const POLL_MS = 60_000;
/** The server sends a heartbeat every 15 s; two missed and the stream is taken for dead. */
const SILENCE_MS = 40_000;
const ORDINARY_LIFE_MS = 5_000;

/** Calls `onPoke` for each poke, and for every collection after each connection. Returns how to stop. */
export function listenForPokes(
  network: Network,
  server: Server,
  onPoke: (collection: CollectionName) => void,
): () => void {
  const stopped = new AbortController();
  const everything = () => {
    for (const collection of COLLECTIONS) onPoke(collection);
  };
  const poll = setInterval(everything, POLL_MS);
  poll.unref();

  async function loop(): Promise<void> {
    while (!stopped.signal.aborted) {
      await network.run(async (signal) => {
        const body = await openStream(server, AbortSignal.any([signal, stopped.signal]));
        everything();
        await readPokes(body, onPoke);
      });
    }
  }

  loop().catch((error) => {
    if (!(error instanceof Closed) && !stopped.signal.aborted) throw error;
  });
  return () => {
    clearInterval(poll);
    stopped.abort();
  };
}

/** No refusal of the stream is final: nothing depends on it, and its reader must outlive whatever stood on the way. */
async function openStream(server: Server, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  try {
    return await server.poke(signal);
  } catch (error) {
    const { kind, status, retryAfterMs } = ServerError.of(error);
    const known = kind === 'unauthorized' || kind === 'updateNeeded';
    throw new ServerError(known ? kind : 'transient', status, retryAfterMs);
  }
}

/**
 * Reads the stream until it ends. An end after a while is ordinary (the token expired, the server was replaced)
 * and the caller connects again; one at once, or silence, is thrown, so that the network waits before it does.
 */
async function readPokes(
  body: ReadableStream<Uint8Array>,
  onPoke: (collection: CollectionName) => void,
): Promise<void> {
  const since = performance.now();
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent(event) {
      const poke = PokeEvent.safeParse(parseJson(event.data));
      if (poke.success) onPoke(poke.data.collection);
    },
  });
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await withSilenceLimit(reader.read());
      if (done && performance.now() - since < ORDINARY_LIFE_MS)
        throw new Error('The poke stream ended at once.');
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function withSilenceLimit<T>(promise: Promise<T>): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The poke stream fell silent.')), SILENCE_MS);
  timer.unref();
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}
