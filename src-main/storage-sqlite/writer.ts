/**
 * The store worker as its callers see it.
 *
 * Invariants
 * - Between the first and the last slice of a transaction nothing else is sent to the worker.
 * - The worker has at most `SLICES` slices, one of which is being written, so that a first sync never piles up.
 * - Who waits is served in the order of asking.
 */
import type { Channel } from './channel.ts';
import { Gate } from './gate.ts';
import type { StoreOperations } from './store-operations.ts';
import type { WireWrite, WireWritten } from './wire.ts';

const SLICES = 4;
/** Slices of one transaction that are sent and not answered: one that is written, one that waits for it. */
const DEPTH = 2;

type Argument<K extends keyof StoreOperations> = Parameters<StoreOperations[K]>[0];
type Result<K extends keyof StoreOperations> = Awaited<ReturnType<StoreOperations[K]>>;

export class Writer {
  readonly #worker: Channel<StoreOperations>;
  readonly #turn = new Gate(1);
  readonly #places = new Gate(SLICES);

  constructor(worker: Channel<StoreOperations>) {
    this.#worker = worker;
  }

  /** Slices that the worker has. */
  get taken(): number {
    return this.#places.taken;
  }

  /** Writes and other calls that wait for their turn or for a place. */
  get waiting(): number {
    return this.#turn.waiting + this.#places.waiting;
  }

  /** Calls an operation of the worker that is not part of a write. Rejects with a `StoreError`. */
  async call<K extends Exclude<keyof StoreOperations, 'write' | 'abandon'>>(
    name: K,
    argument: Argument<K>,
  ): Promise<Result<K>> {
    await this.#turn.enter();
    try {
      return this.#worker.call(name, argument as never) as Promise<Result<K>>;
    } finally {
      this.#turn.leave();
    }
  }

  /**
   * Writes slices, taken one by one from `next` up to the one that ends their transaction, or to null. Resolves
   * with the worker's answers when they are committed; rejects with a `StoreError`, or with what `next` threw, and
   * then none of them is written.
   */
  async transaction(next: () => Promise<WireWrite> | WireWrite | null): Promise<WireWritten[]> {
    await this.#turn.enter();
    const answers: Promise<WireWritten>[] = [];
    try {
      while (await this.#send(next, answers)) await answers.at(-DEPTH);
    } catch (error) {
      await Promise.allSettled([...answers, this.#worker.call('abandon', undefined)]);
      throw error;
    } finally {
      this.#turn.leave();
    }
    return Promise.all(answers);
  }

  /** Sends the next slice when there is a place; returns whether the transaction goes on. */
  async #send(
    next: () => Promise<WireWrite> | WireWrite | null,
    answers: Promise<WireWritten>[],
  ): Promise<boolean> {
    await this.#places.enter();
    const leave = () => this.#places.leave();
    try {
      const slice = await next();
      if (!slice) {
        leave();
        return false;
      }
      const answer = this.#worker.call('write', slice);
      answer.then(leave, leave);
      answers.push(answer);
      return !slice.part.ends;
    } catch (error) {
      leave();
      throw error;
    }
  }
}
