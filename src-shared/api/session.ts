/** Who is at the desk: sign-in, lock, recovery, sign-out, and the state of the local store. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Me } from '../permission/me.ts';
import { Instant } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

export const STORE_PROBLEMS = [
  'LEASE_ENDED',
  'KEYRING_AWAY',
  'KEYRING_OTHER',
  'STORE_WRONG_KEY',
  'STORE_CORRUPT',
  'STORE_NEWER',
  'STORE_IN_USE',
  'STORE_FULL',
  'STORE_READ_ONLY',
  'STORE_FAILED',
] as const;
export type StoreProblem = (typeof STORE_PROBLEMS)[number];

/**
 * What a person may do about a store that does not open, besides trying again. `setAside`: it is put aside and
 * everything is fetched anew; what was not sent is lost with its key. `salvage`: the same, but what was not sent is
 * read out of it first. Nothing is offered where the store is sound.
 */
export const REMEDIES: Record<StoreProblem, 'setAside' | 'salvage' | null> = {
  LEASE_ENDED: null,
  KEYRING_AWAY: null,
  KEYRING_OTHER: 'setAside',
  STORE_WRONG_KEY: 'setAside',
  STORE_CORRUPT: 'salvage',
  STORE_NEWER: null,
  STORE_IN_USE: null,
  STORE_FULL: null,
  STORE_READ_ONLY: null,
  STORE_FAILED: null,
};

/** Changes that the server has not confirmed, as last counted; null when nobody can say. */
const Unsent = z.number().int().min(0).nullable();

export const SessionState = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('starting'),
    /** What takes long, where it does. */
    task: z.enum(['renewKey']).optional(),
  }),
  z.object({
    state: z.literal('signedOut'),
    /** Why the last attempt ended, if it did not end well. */
    problem: z.enum(['SIGN_IN_FAILED', 'OFFLINE']).nullable(),
  }),
  z.object({ state: z.literal('signingIn') }),
  z.object({
    state: z.literal('locked'),
    /** Wrong PINs since the last right one. */
    failed: z.number().int().min(0),
    /** When the next one may be tried; null: now. */
    retryAt: Instant.nullable(),
    unsent: Unsent,
  }),
  z.object({
    state: z.literal('recovery'),
    problem: z.enum(STORE_PROBLEMS),
    unsent: Unsent,
    /** True when `recover` wants the PIN. */
    needsPin: z.boolean(),
  }),
  z.object({ state: z.literal('signedIn'), me: Me, hasPin: z.boolean() }),
]);
export type SessionState = z.infer<typeof SessionState>;

/** Until when it counts that this person has shown that it is them; `failed`: the last sign-in for it did not show it. */
export const Confirmed = z.object({ until: Instant.nullable(), failed: z.boolean() });
export type Confirmed = z.infer<typeof Confirmed>;

/** Anything that a keyboard can type; short ones are behind the key ring and ever longer waits. */
export const Pin = z.string().min(6).max(64);

export const sessionContract = {
  /** Emits the state at once and then every change. */
  state: procedure.output(eventIterator(SessionState)),
  /**
   * Begins sign-in with the organisation's identity provider in the system browser. `opened` tells whether main
   * opened `url`; where it could not (browser host) the caller opens it.
   */
  startSignIn: procedure.output(z.object({ url: z.url(), opened: z.boolean() })),
  cancelSignIn: procedure.output(z.void()),
  /** Closes the store and forgets the tokens. Unsent changes stay, encrypted, for the next sign-in. */
  signOut: procedure.output(z.void()),
  /** 256-bit key, base64, that encrypts this window's drafts while signed in. */
  draftKey: procedure.output(z.object({ key: z.string() })),
  /** Opens the locked store. PIN_WRONG and PIN_WAIT leave it locked; the state says how long to wait. */
  unlock: procedure.input(z.object({ pin: z.string().max(64) })).output(z.void()),
  /** Closes the store and drops its key. FORBIDDEN without a PIN: nothing could open it again here. */
  lock: procedure.output(z.void()),
  /** Somebody uses this window. Told at most every half minute; without it a desk with a PIN is locked. */
  active: procedure.output(z.void()),
  /** Emits at once and whenever it changes. */
  confirmed: procedure.output(eventIterator(Confirmed)),
  /** Shows by the PIN that it is still the same person, as a password reset wants it. PIN_WRONG, PIN_WAIT; FORBIDDEN without a PIN. */
  confirmByPin: procedure.input(z.object({ pin: z.string().max(64) })).output(z.void()),
  /** The same by signing in anew, for who has no PIN; as `startSignIn`, and `confirmed` says when it is done. */
  confirmBySignIn: procedure.output(z.object({ url: z.url(), opened: z.boolean() })),
  /** Sets or changes the PIN. LOCKED when there is one and `currentPin` is missing. */
  setPin: procedure.input(z.object({ pin: Pin, currentPin: z.string().max(64).optional() })).output(z.void()),
  removePin: procedure.input(z.object({ currentPin: z.string().max(64) })).output(z.void()),
  /** Encrypts the store with a new key. The desk is closed meanwhile, and needs twice the space of the store. */
  renewKey: procedure.input(z.object({ currentPin: z.string().max(64).optional() })).output(z.void()),
  /** Tries again to open a store that did not open. */
  retry: procedure.output(z.void()),
  /**
   * The remedy of the problem at hand, or of a forgotten PIN. `unsent` is the number of changes that the person
   * was told of; INVALID when it is another one by now. A crash meanwhile is made good at the next start.
   */
  recover: procedure.input(z.object({ unsent: Unsent, pin: z.string().max(64).optional() })).output(z.void()),
  /** Closes a store that was found damaged while it was open; the state then offers the remedy. */
  leaveDamaged: procedure.output(z.void()),
};
