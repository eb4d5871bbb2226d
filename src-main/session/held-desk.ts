/**
 * The one desk that is open, or why it is not.
 *
 * Invariant: the state that is told is that of the desk that is held: `signedIn` if and only if one is open.
 */
import { join } from 'node:path';
import type { BehaviorSubject } from 'rxjs';
import type { SessionState, StoreProblem } from '#shared/api/session.ts';
import type { Me } from '#shared/permission/me.ts';
import { CoreError } from '../errors.ts';
import { errorCode, type Logger } from '../log.ts';
import { exists, STORE_FILE } from '../vault/files.ts';
import type { LeaseClock } from '../vault/lease.ts';
import { hasPin, type KeySlots } from '../vault/vault.ts';
import { lockedState, recoveryState } from './closed-state.ts';
import { type Desk, openDesk } from './desk.ts';
import { diagnose } from './diagnose.ts';
import type { Identity, TokenSet } from './identity.ts';
import { resumeRecovery } from './recover.ts';
import { forgetRemembered, readRemembered, remember } from './user-folder.ts';

/** The store this session is about, open or not; with a sign-in that it has not taken in yet. */
export type Target = { folder: string; signedIn: { me: Me; tokens: TokenSet } | null };

export type HeldDesk = {
  /** Throws `CoreError('LOCKED')` and `CoreError('NOT_SIGNED_IN')`. */
  desk(): Desk;
  isOpen(): boolean;
  /** The store it is or was about. Throws NOT_SIGNED_IN. */
  target(): Target;
  /** Opens it, or says in the state why not. Throws nothing but PIN_WRONG and PIN_WAIT. */
  open(target: Target, pin?: string): Promise<void>;
  /** Closes the desk whose lease has ended, and says so. */
  endLease(): Promise<void>;
  /** Closes the desk; the caller says the state. */
  close(): Promise<void>;
  /** Closes the desk, and forgets the tokens and whose it was. */
  signOut(): Promise<void>;
  /** Says the state of the open desk anew. */
  tell(): Promise<void>;
  /** Says why the store is closed. */
  tellClosed(error: unknown): Promise<void>;
};

export type HeldDeskOptions = {
  dataDir: string;
  serverUrl: string;
  slots: KeySlots;
  log: Logger;
  identity: Identity;
  state$: BehaviorSubject<SessionState>;
  onProblem: (problem: StoreProblem) => void;
  /** The lease of the open desk has ended: the caller ends it, in its turn. */
  onLeaseEnded: () => void;
  notify?: (due: number) => void;
  leaseClock?: LeaseClock;
  plainStore?: boolean;
  /** The key that editions must be signed with, where the installation says one. */
  editionKey?: string;
};

export function createHeldDesk(options: HeldDeskOptions): HeldDesk {
  const { dataDir, slots, log, state$ } = options;
  let held: Desk | null = null;
  let target: Target | null = null;

  /** A store that was left signed in and knows nobody now has lost what it held. */
  async function tellEmpty(folder: string, hadStore: boolean): Promise<void> {
    if (hadStore && (await readRemembered(dataDir)) === folder) throw new CoreError('STORE_CORRUPT');
    state$.next({ state: 'signedOut', problem: null });
  }

  const self: HeldDesk = {
    desk() {
      if (!held) throw new CoreError(state$.value.state === 'locked' ? 'LOCKED' : 'NOT_SIGNED_IN');
      return held;
    },
    isOpen: () => held !== null,
    target() {
      if (!target) throw new CoreError('NOT_SIGNED_IN');
      return target;
    },
    async open(wanted, pin) {
      target = wanted;
      const access = { folder: wanted.folder, slots, ...(pin !== undefined && { pin }) };
      try {
        await resumeRecovery({ ...access, log });
        const hadStore = await exists(join(wanted.folder, STORE_FILE));
        held = await openDesk({ ...options, ...wanted, ...access, onMe: () => void self.tell() });
        if (!held) return await tellEmpty(wanted.folder, hadStore);
        target = { folder: wanted.folder, signedIn: null };
        await remember(dataDir, wanted.folder);
        await self.tell();
      } catch (error) {
        await self.close();
        await self.tellClosed(error);
        if (pin !== undefined && state$.value.state === 'locked') throw error;
      }
    },
    async endLease() {
      if (!held) return;
      await self.close();
      await self.tellClosed(new CoreError('LEASE_ENDED'));
    },
    async close() {
      const closing = held;
      held = null;
      await closing?.close();
    },
    async signOut() {
      const closing = held;
      held = null;
      target = null;
      await forgetRemembered(dataDir);
      state$.next({ state: 'signedOut', problem: null });
      await closing?.signOut();
    },
    async tell() {
      const pinned = await hasPin(self.target().folder);
      if (held) state$.next({ state: 'signedIn', me: held.me(), hasPin: pinned });
    },
    async tellClosed(error) {
      const { folder } = self.target();
      const code = errorCode(error);
      log.warn('session.closed', { code });
      if (code === 'LOCKED' || code === 'PIN_WRONG' || code === 'PIN_WAIT') {
        return state$.next(await lockedState(folder));
      }
      const problem = await diagnose(folder, error);
      state$.next(await recoveryState(folder, problem));
      // A try by itself would ask for the PIN, and take away the page that says why it is closed.
      if (problem !== 'LEASE_ENDED' || !(await hasPin(folder))) options.onProblem(problem);
    },
  };
  return self;
}
