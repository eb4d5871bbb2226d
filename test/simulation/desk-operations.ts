/**
 * One desk: the whole core of a signed-in user, in a thread of its own, over a network with faults and a clock that can
 * be set. What a person would do is asked by name; what was acknowledged is answered.
 */
import { Worker } from 'node:worker_threads';
import { firstValueFrom, type Subscription } from 'rxjs';
import { createLogger } from '#main/log.ts';
import { type Desk, openDesk } from '#main/session/desk.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { drawFrom } from './draw.ts';
import { faultyFetch } from './faults.ts';
import type { Awaited } from './plan.ts';

export type Opening = { folder: string; serverUrl: string; me: Me; token: string; seed: number };
/** Whether it was acknowledged, or why not. */
export type Answer = 'saved' | 'absent' | 'refused';

const RETRY_MS = 15;
const NEVER = Number.POSITIVE_INFINITY;

let desk: Desk | null = null;
let watching: Subscription | null = null;
let faultsOn = false;
let untilCrash = NEVER;
let crashOf: Awaited = 'requests';
let skewMs = 0;
const realFetch = globalThis.fetch;
const RealDate = globalThis.Date;

/** A clock that somebody has set wrong. Timers go on as they do. */
class SkewedDate extends RealDate {
  constructor(...given: ConstructorParameters<typeof RealDate> | []) {
    if (given.length === 0) super(RealDate.now() + skewMs);
    else super(...(given as ConstructorParameters<typeof RealDate>));
  }
  static override now(): number {
    return RealDate.now() + skewMs;
  }
}
globalThis.Date = SkewedDate as DateConstructor;

/** Ends this thread and those of its store, as a crash does, at the await that `crashIn` counted down to. */
function reached(of: Awaited): void {
  if (of === 'everything' && crashOf === 'requests') return;
  untilCrash -= 1;
  if (untilCrash < 0) process.exit(9);
}

/** Every question to a thread of the store and every answer of one is a place to die at. */
const { postMessage, emit } = Worker.prototype;
Worker.prototype.postMessage = function (...given: Parameters<typeof postMessage>) {
  reached('everything');
  postMessage.apply(this, given);
};
Worker.prototype.emit = function (...given: Parameters<typeof emit>) {
  if (given[0] === 'message') reached('everything');
  return emit.apply(this, given);
};

function opened(): Desk {
  if (!desk) throw new Error('no desk');
  return desk;
}

export const deskOperations = {
  open: async ({ folder, serverUrl, me, token, seed }: Opening): Promise<void> => {
    globalThis.fetch = faultyFetch(realFetch, {
      draw: drawFrom(seed),
      isOn: () => faultsOn,
      reached: async () => reached('requests'),
    });
    const tokens = { accessToken: token, refreshToken: null, expiresAt: NEVER };
    desk = await openDesk({
      folder,
      serverUrl,
      slots: [createFileSlot()],
      identity: {
        startSignIn: () => Promise.reject(new Error('not here')),
        refresh: () => Promise.reject(new Error('not here')),
      },
      log: createLogger(() => undefined),
      signedIn: { me, tokens },
      onMe: () => undefined,
      onLeaseEnded: () => undefined,
    });
    const { sync } = opened();
    watching = sync.status$.subscribe(({ network }) => {
      if (network === 'offline') setTimeout(() => desk?.sync.retryNow(), RETRY_MS);
    });
  },
  faults: (on: boolean): void => {
    faultsOn = on;
  },
  /** The thread ends at the await that is `count` away; now when it is 0. */
  crashIn: ({ count, of }: { count: number; of: Awaited }): void => {
    untilCrash = count;
    crashOf = of;
    if (count === 0) process.exit(9);
  },
  skew: (ms: number): void => {
    skewMs = ms;
  },
  setOffline: (offline: boolean): void => opened().sync.setOffline(offline),
  retryNow: (): void => opened().sync.retryNow(),
  edit: async ({ id, field, value }: { id: string; field: 'given' | 'family'; value: string }) => {
    const view = await firstValueFrom(opened().customers.watch(id));
    if (!view) return 'absent';
    const base = editableOf(view.customer);
    return answerOf(opened().customers.update({ id, base, mine: { ...base, [field]: value } }));
  },
  create: ({ id, family }: { id: string; family: string }) =>
    answerOf(opened().customers.create({ id, mine: { ...emptyCustomer(), family }, why: '' })),
  comment: (comment: { id: string; customerId: string; text: string }) =>
    answerOf(opened().comments.add(comment)),
  waiting: async (): Promise<number> => (await firstValueFrom(opened().sync.status$)).waiting,
  /** Closes the desk. The thread can open another one. */
  shut: async (): Promise<void> => {
    watching?.unsubscribe();
    await desk?.close();
    desk = null;
    faultsOn = false;
    untilCrash = NEVER;
    skewMs = 0;
  },
};

export type DeskOperations = typeof deskOperations;

async function answerOf(work: Promise<unknown>): Promise<Answer> {
  try {
    await work;
    return 'saved';
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'NOT_FOUND') return 'absent';
    if (typeof code === 'string') return 'refused';
    throw error;
  }
}
