/** Desks in processes of their own, for tests that need two of them or kill one. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DeskOrder } from './desk.child.ts';
import type { Mutation } from './mutate.ts';

const CHILD = join(import.meta.dirname, 'desk.child.ts');
const MUTATE = join(import.meta.dirname, 'mutate.ts');

export type DeskChild = {
  /** Calls a procedure of the contract. Throws an Error whose message is the code of the refusal. */
  call<T>(name: string, input?: unknown): Promise<T>;
  /** The first value of a subscription. */
  first<T>(name: string, input?: unknown): Promise<T>;
  /** Resolves when everything is pulled and nothing waits. */
  synced(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when it ended, however. */
  ended: Promise<void>;
};

type Order = DeskOrder extends infer One ? (One extends { id: number } ? Omit<One, 'id'> : never) : never;
type Answer = { id: number; value?: unknown; error?: string };

/** Starts a desk and signs it in, or opens it again where it was signed in before. */
export async function startDeskChild(
  folder: string,
  server: string,
  account: string,
  { plain = true, mutations = [] }: { plain?: boolean; mutations?: readonly Mutation[] } = {},
): Promise<DeskChild> {
  const child = fork(CHILD, [folder, server, account, plain ? 'plain' : 'sealed'], {
    execArgv: mutations.length > 0 ? ['--import', MUTATE] : [],
    env: { ...process.env, MUTATION: JSON.stringify(mutations) },
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  const next = () => {
    last += 1;
    return last;
  };
  const order = (given: Order, id = next()): Promise<unknown> => {
    const pending = Promise.withResolvers<unknown>();
    waiting.set(id, pending);
    if (id > 0) child.send({ ...given, id });
    return pending.promise;
  };
  child.on('message', ({ id, value, error }: Answer) => {
    if (error === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(error));
  });
  const ended = once(child, 'exit').then(() => undefined);
  child.once('exit', () => {
    for (const pending of waiting.values()) pending.reject(new Error('the desk ended'));
  });
  await order({ do: 'synced' }, 0);
  return {
    call: (name, input) => order({ do: 'call', name, input }) as Promise<never>,
    first: (name, input) => order({ do: 'first', name, input }) as Promise<never>,
    synced: async () => void (await order({ do: 'synced' })),
    async stop() {
      await order({ do: 'stop' });
      await end(child, 'SIGTERM');
    },
    ended,
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
