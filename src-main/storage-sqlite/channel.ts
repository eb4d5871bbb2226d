/**
 * The caller's side: a worker thread as a set of functions that return promises.
 *
 * Invariant: every call is settled, also when the worker ends unexpectedly.
 */
import { Worker } from 'node:worker_threads';
import { StoreError, toStoreError } from './errors.ts';
import type { CallMessage, Operations, ReplyMessage } from './serve.ts';

type Waiting = { resolve: (value: unknown) => void; reject: (error: StoreError) => void };
type Argument<F> = F extends (argument: infer A) => unknown ? A : never;
type Result<F> = F extends (argument: never) => infer R ? Awaited<R> : never;

/** Documents pass through a worker and are forgotten: more room only makes the process bigger. */
const YOUNG_MB = 24;

export class Channel<O extends Operations> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended: StoreError | null = null;

  /** `heapLimit`, in MB, is for a worker whose work is bounded: V8 also collects its garbage sooner. `youngMb`: see above. */
  constructor(entry: URL, heapLimit?: number, youngMb = YOUNG_MB) {
    const old = heapLimit === undefined ? {} : { maxOldGenerationSizeMb: heapLimit };
    this.#worker = new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb: youngMb, ...old } });
    this.#worker.on('message', (reply: ReplyMessage) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#end(toStoreError(error)));
    this.#worker.on('exit', () => this.#end(new StoreError('STORE_CLOSED')));
  }

  /** True once the worker ended: every call rejects from then on. */
  get isEnded(): boolean {
    return this.#ended !== null;
  }

  /** Calls an operation. Rejects with the `StoreError` that the worker answered, or STORE_CLOSED. */
  call<K extends keyof O & string>(name: K, argument: Argument<O[K]>): Promise<Result<O[K]>> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#next;
    this.#next += 1;
    const message: CallMessage = { id, name, argument };
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(message);
    }) as Promise<Result<O[K]>>;
  }

  /** Ends the worker at once, without asking it. For a worker that failed to open. */
  async terminate(): Promise<void> {
    this.#end(new StoreError('STORE_CLOSED'));
    await this.#worker.terminate();
  }

  #settle(reply: ReplyMessage): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new StoreError(reply.error.code, reply.error.detail));
    else waiting?.resolve(reply.value);
  }

  #end(error: StoreError): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

/** A worker's file beside the module that starts it: source under Node, JavaScript when bundled. */
export function workerUrl(name: string, base: string): URL {
  return new URL(`./${name}.${base.endsWith('.ts') ? 'ts' : 'js'}`, base);
}
