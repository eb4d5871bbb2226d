/** Who is at the desk: sign-in, sign-out, and the state of the local store. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Me } from '../permission/me.ts';
import { procedure } from './errors.ts';

export const STORE_PROBLEMS = [
  'STORE_WRONG_KEY',
  'STORE_CORRUPT',
  'STORE_NEWER',
  'STORE_IN_USE',
  'STORE_FULL',
  'STORE_READ_ONLY',
] as const;

export const SessionState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('starting') }),
  z.object({
    state: z.literal('signedOut'),
    /** Why the last attempt ended, if it did not end well. */
    problem: z.enum(['SIGN_IN_FAILED', 'OFFLINE', ...STORE_PROBLEMS]).nullable(),
  }),
  z.object({ state: z.literal('signingIn') }),
  z.object({ state: z.literal('signedIn'), me: Me }),
]);
export type SessionState = z.infer<typeof SessionState>;

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
};
