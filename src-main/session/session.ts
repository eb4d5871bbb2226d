/**
 * Who is at this desk: the only owner of the open desk and of the session's state.
 *
 * Invariants: at most one desk is open; one transition runs at a time; signing out leaves unsent changes in the
 * encrypted store of that user, found again at their next sign-in; while locked no desk is open and no key is held.
 */
import { mkdir } from 'node:fs/promises';
import { BehaviorSubject, type Observable } from 'rxjs';
import { REMEDIES, type SessionState } from '#shared/api/session.ts';
import { CoreError } from '../errors.ts';
import { errorCode, type Logger } from '../log.ts';
import { createServer } from '../sync/server.ts';
import type { LeaseClock } from '../vault/lease.ts';
import { hasPin, type KeySlots, openVault, removePin, renewVault, setPin } from '../vault/vault.ts';
import { lockedState } from './closed-state.ts';
import { type Confirmation, createConfirmation } from './confirmation.ts';
import type { Desk } from './desk.ts';
import { createHeldDesk, type HeldDesk } from './held-desk.ts';
import { createIdentity, type Identity, type SignIn } from './identity.ts';
import { createIdleLock, type IdleClock } from './idle-lock.ts';
import { createQueue, type Queue } from './queue.ts';
import { recoverStore } from './recover.ts';
import { createRetry, type Retry } from './retry.ts';
import { folderOf, forgetRemembered, readRemembered } from './user-folder.ts';

export type Session = {
  state$: Observable<SessionState>;
  /** The open desk. Throws `CoreError('LOCKED')` and `CoreError('NOT_SIGNED_IN')`. */
  desk(): Desk;
  /** Opens the store of whoever was signed in when the program ended. Needs no network. */
  resume(): Promise<void>;
  startSignIn(): Promise<{ url: string; opened: boolean }>;
  cancelSignIn(): Promise<void>;
  signOut(): Promise<void>;
  /** A person uses the desk: it is not locked for a while. */
  active(): void;
  close(): Promise<void>;
} & LockTransitions &
  RecoveryTransitions &
  ConfirmTransitions &
  Pick<Confirmation, 'confirmed$' | 'proof'>;

type ConfirmTransitions = {
  confirmByPin(pin: string): Promise<void>;
  confirmBySignIn(): Promise<{ url: string; opened: boolean }>;
};

type LockTransitions = {
  unlock(pin: string): Promise<void>;
  lock(): Promise<void>;
  setPin(pin: string, currentPin?: string): Promise<void>;
  removePin(currentPin: string): Promise<void>;
  renewKey(currentPin?: string): Promise<void>;
};
type RecoveryTransitions = {
  retry(): Promise<void>;
  recover(unsent: number | null, pin?: string): Promise<void>;
  leaveDamaged(): Promise<void>;
};

export type SessionOptions = {
  dataDir: string;
  serverUrl: string;
  slots: KeySlots;
  log: Logger;
  /** Opens a page in the system browser; resolves with false where the host leaves that to its window. */
  openBrowser: (url: string) => Promise<boolean>;
  /** Tells the operating system that so many ticklers got due, where the host can. */
  notify?: (due: number) => void;
  plainStore?: boolean;
  /** The key that editions must be signed with, where the installation says one. */
  editionKey?: string;
  /** After how long without use a desk with a PIN is locked, where the administrator says so. */
  idleMinutes?: number;
  idleClock?: IdleClock;
  leaseClock?: LeaseClock;
};

type Parts = SessionOptions & {
  state$: BehaviorSubject<SessionState>;
  identity: Identity;
  exclusive: Queue;
  retry: Retry;
  held: HeldDesk;
  confirmation: Confirmation;
};

export function createSession(options: SessionOptions): Session {
  const state$ = new BehaviorSubject<SessionState>({ state: 'starting' });
  const identity = createIdentity(options.serverUrl);
  const exclusive = createQueue();
  const retry = createRetry(() => void exclusive(() => reopen(held)).catch(() => undefined));
  const held = createHeldDesk({
    ...options,
    identity,
    state$,
    onProblem: retry.plan,
    onLeaseEnded: () => void exclusive(held.endLease).catch(() => undefined),
  });
  const confirmation = createConfirmation();
  const parts: Parts = { ...options, state$, identity, exclusive, retry, held, confirmation };
  const watching = state$.subscribe(({ state }) => state !== 'signedIn' && confirmation.drop());
  const confirms = confirmTransitions(parts);
  const signIn = signInTransitions(parts);
  const locks = lockTransitions(parts);
  const lockIdle = () => void locks.lock().catch(() => undefined);
  const idle = createIdleLock(state$, lockIdle, options.idleMinutes, options.idleClock);
  return {
    state$,
    desk: held.desk,
    resume: () => exclusive(() => resume(parts)),
    ...signIn,
    ...locks,
    ...recoveryTransitions(parts),
    ...confirms,
    confirmed$: confirmation.confirmed$,
    proof: confirmation.proof,
    active: idle.active,
    async close() {
      watching.unsubscribe();
      confirms.abandon();
      idle.close();
      signIn.abandon();
      retry.reset();
      await exclusive(held.close);
    },
  };
}

async function resume({ dataDir, held, state$ }: Parts): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = await readRemembered(dataDir);
  if (!folder) return state$.next({ state: 'signedOut', problem: null });
  await held.open({ folder, signedIn: null });
}

async function reopen(held: HeldDesk): Promise<void> {
  if (!held.isOpen()) await held.open(held.target());
}

function signInTransitions(parts: Parts) {
  const { dataDir, serverUrl, log, state$, identity, exclusive, retry, held } = parts;
  let signIn: SignIn | null = null;

  async function finish(started: SignIn): Promise<void> {
    const tokens = await started.tokens;
    const server = createServer(serverUrl, async () => tokens.accessToken);
    const me = await server.me(AbortSignal.timeout(15_000));
    const folder = await folderOf(dataDir, me.sub);
    await exclusive(async () => {
      if (signIn === started) await held.open({ folder, signedIn: { me, tokens } });
    });
  }

  return {
    async startSignIn() {
      if (held.isOpen()) throw new CoreError('SIGN_IN_FAILED');
      signIn?.cancel();
      retry.reset();
      const started = await identity.startSignIn().catch(() => {
        throw new CoreError('OFFLINE');
      });
      signIn = started;
      state$.next({ state: 'signingIn' });
      finish(started).catch((error: unknown) => {
        if (signIn !== started) return;
        log.warn('session.failed', { code: errorCode(error) });
        state$.next({ state: 'signedOut', problem: 'SIGN_IN_FAILED' });
      });
      return { url: started.url, opened: await parts.openBrowser(started.url) };
    },
    async cancelSignIn() {
      if (!signIn || held.isOpen()) return;
      signIn.cancel();
      signIn = null;
      await exclusive(() => resume(parts));
    },
    signOut: () => exclusive(held.signOut),
    /** Ends an attempt that is under way. */
    abandon: () => signIn?.cancel(),
  };
}

function lockTransitions({ slots, state$, exclusive, held }: Parts): LockTransitions {
  const accessWith = (pin?: string) => {
    held.desk();
    return { folder: held.target().folder, slots, ...(pin !== undefined && { pin }) };
  };
  return {
    unlock: (pin) =>
      exclusive(async () => {
        if (state$.value.state === 'locked') await held.open(held.target(), pin);
      }),
    lock: () =>
      exclusive(async () => {
        const { folder } = accessWith();
        if (!(await hasPin(folder))) throw new CoreError('FORBIDDEN');
        await held.close();
        state$.next(await lockedState(folder));
      }),
    setPin: (pin, currentPin) =>
      exclusive(async () => {
        await setPin(accessWith(currentPin), pin);
        await held.tell();
      }),
    removePin: (currentPin) =>
      exclusive(async () => {
        await removePin(accessWith(currentPin));
        await held.tell();
      }),
    renewKey: (currentPin) =>
      exclusive(async () => {
        const access = accessWith(currentPin);
        (await openVault(access)).fill(0);
        state$.next({ state: 'starting', task: 'renewKey' });
        await held.close();
        await renewVault(access).finally(() => held.open(held.target(), currentPin));
      }),
  };
}

/** Shows that it is still the person who signed in, without closing their desk. */
function confirmTransitions(parts: Parts): ConfirmTransitions & { abandon: () => void } {
  const { serverUrl, slots, log, identity, exclusive, held, confirmation } = parts;
  let signIn: SignIn | null = null;

  async function finish(started: SignIn): Promise<void> {
    const tokens = await started.tokens;
    const server = createServer(serverUrl, async () => tokens.accessToken);
    const { sub } = await server.me(AbortSignal.timeout(15_000));
    await exclusive(async () => {
      const desk = held.desk();
      if (signIn !== started || desk.me().sub !== sub) throw new CoreError('SIGN_IN_FAILED');
      await desk.takeTokens(tokens);
      confirmation.give('signIn');
    });
  }

  return {
    confirmByPin: (pin) =>
      exclusive(async () => {
        held.desk();
        const { folder } = held.target();
        if (!(await hasPin(folder))) throw new CoreError('FORBIDDEN');
        (await openVault({ folder, slots, pin })).fill(0);
        confirmation.give('pin');
      }),
    async confirmBySignIn() {
      held.desk();
      signIn?.cancel();
      const started = await identity.startSignIn({ fresh: true }).catch(() => {
        throw new CoreError('OFFLINE');
      });
      signIn = started;
      finish(started).catch((error: unknown) => {
        if (signIn !== started) return;
        log.warn('session.notConfirmed', { code: errorCode(error) });
        confirmation.fail();
      });
      return { url: started.url, opened: await parts.openBrowser(started.url) };
    },
    abandon: () => signIn?.cancel(),
  };
}

function recoveryTransitions({ dataDir, slots, log, state$, exclusive, held }: Parts): RecoveryTransitions {
  return {
    retry: () => exclusive(() => reopen(held)),
    recover: (unsent, pin) =>
      exclusive(async () => {
        const { value } = state$;
        if (value.state !== 'recovery' && value.state !== 'locked') throw new CoreError('FORBIDDEN');
        const remedy = value.state === 'locked' ? 'setAside' : REMEDIES[value.problem];
        if (!remedy) throw new CoreError('FORBIDDEN');
        if (unsent !== value.unsent) throw new CoreError('INVALID');
        const target = held.target();
        const access = { folder: target.folder, slots, ...(pin !== undefined && { pin }) };
        if (remedy === 'salvage') (await openVault(access)).fill(0);
        state$.next({ state: 'starting' });
        try {
          await forgetRemembered(dataDir);
          await recoverStore({ ...access, log }, remedy);
          await held.open(target, pin);
        } catch (error) {
          await held.tellClosed(error);
        }
      }),
    leaveDamaged: () =>
      exclusive(async () => {
        if (held.desk().health.status$.value.state !== 'damaged') throw new CoreError('FORBIDDEN');
        await held.close();
        await held.tellClosed(new CoreError('STORE_CORRUPT'));
      }),
  };
}
