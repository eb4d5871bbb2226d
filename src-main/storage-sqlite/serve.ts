/**
 * The worker's side of a call: one message in, one message out, in the order of arrival.
 *
 * Invariant: what a handler throws is answered as a code; nothing a caller sends ends the worker.
 */
import { parentPort } from 'node:worker_threads';
import { type StoreErrorCode, toStoreError } from './errors.ts';

/** Handlers by name: one structured-cloneable argument, one result. */
export type Operations = { [name: string]: (argument: never) => unknown };

export type CallMessage = { id: number; name: string; argument: unknown };
export type ReplyMessage =
  | { id: number; value: unknown }
  | { id: number; error: { code: StoreErrorCode; detail: string } };

/** Answers calls until the port is closed. `close` answers first and then lets the worker end. */
export function serve(operations: Operations): void {
  const port = parentPort;
  if (!port) return;
  port.on('message', async ({ id, name, argument }: CallMessage) => {
    port.postMessage(await answer(operations, id, name, argument));
    if (name === 'close') port.close();
  });
}

async function answer(
  operations: Operations,
  id: number,
  name: string,
  argument: unknown,
): Promise<ReplyMessage> {
  try {
    return { id, value: await operations[name]?.(argument as never) };
  } catch (error) {
    const { code, detail } = toStoreError(error);
    return { id, error: { code, detail } };
  }
}
