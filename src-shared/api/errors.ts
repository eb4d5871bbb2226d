/**
 * The closed set of errors that cross from main to the renderer. Errors are data: a code, and for INVALID the
 * fields. Never customer data, a path, SQL or a key. The renderer owns the words (`src-renderer/app/texts`).
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';

export const FieldIssue = z.object({
  /** Path in the input, such as `emails.0.address`. */
  path: z.string(),
  code: z.enum([
    'required',
    'tooLong',
    'email',
    'phone',
    'phoneImpossible',
    'country',
    'oddPostcode',
    'duplicate',
    'control',
    'format',
    'date',
    'future',
    'tooOld',
    'underAge',
    'unreachable',
    'notReadable',
    'notOffered',
    'unknownAttribute',
    'typeMismatch',
    'range',
    'immutable',
    'inUse',
    'oneDefault',
    'onePrimary',
    'reserved',
    'cannotHide',
    'readOnly',
    'taken',
    'keepPrimary',
    'cardNumber',
    'loop',
    'modelUnknown',
    'openOrder',
    'photo',
    'directoryOwned',
    'notInEdition',
  ]),
});
export type FieldIssue = z.infer<typeof FieldIssue>;

export const API_ERRORS = {
  NOT_SIGNED_IN: {},
  FORBIDDEN: {},
  NOT_FOUND: {},
  INVALID: { data: z.object({ issues: z.array(FieldIssue) }) },
  OFFLINE: {},
  SIGN_IN_FAILED: {},
  /** Whoever sits here must first show that it is them. */
  NOT_CONFIRMED: {},
  /** It changed since it was shown; nothing was written. */
  STALE: {},
  /** Key and type of an attribute are final once it was active, and it is never deleted. */
  ATTRIBUTE_IMMUTABLE: {},
  /** The tenant's edition does not have it, or its time ran out: what is there stays and is not changed. */
  NOT_IN_EDITION: {},
  /** Not a step from the state it is in. */
  WRONG_STATE: {},
  /** The desk is locked by its PIN: nothing but unlocking is answered. */
  LOCKED: {},
  /** This desk has worked without its server for as long as it may, or its clock was set back. */
  LEASE_ENDED: {},
  PIN_WRONG: {},
  /** Too many wrong PINs: no try was made. */
  PIN_WAIT: {},
  /** The system key ring does not answer now; nothing is lost. */
  KEYRING_AWAY: {},
  /** The key is in a key ring that this host does not have. */
  KEYRING_OTHER: {},
  STORE_WRONG_KEY: {},
  STORE_CORRUPT: {},
  STORE_NEWER: {},
  STORE_IN_USE: {},
  STORE_FULL: {},
  STORE_READ_ONLY: {},
  /** The store does not open or answer, for a reason that says nothing of its content. */
  STORE_FAILED: {},
  INTERNAL: {},
} as const;
export type ApiErrorCode = keyof typeof API_ERRORS;

/** The base every procedure of the contract is built from. */
export const procedure = oc.errors(API_ERRORS);
