/**
 * Requests: what only the server can do. A desk creates one, also offline; the server decides it.
 *
 * Invariants
 * - What was asked (`payload`, `customerId`, `createdAt`, `createdBy`) never changes, until it is scrubbed with the person.
 * - Only codes: a request says nothing of the person but their id, and what a partner account is called.
 */
import { z } from 'zod';
import { Envelope, Id, Instant } from '../sync/envelope.ts';

export const REQUEST_KINDS = [
  'forget',
  'restrict',
  'reinstate',
  'dataExport',
  'resetPassword',
  'enableAccount',
  'partnerPassword',
  'confirmEmail',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = [
  'queued',
  'sent',
  'accepted',
  'done',
  'rejected',
  'expired',
  'cancelled',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** What an accepted request waits for. A request that ended waits for nothing. */
export const REQUEST_STAGES = ['', 'approval', 'held', 'scheduled', 'executing', 'mail'] as const;
export type RequestStage = (typeof REQUEST_STAGES)[number];

/** Why it did not come to be, or what became of it; '' where the state says it all. */
export const REQUEST_OUTCOMES = [
  '',
  'alreadyOpen',
  'tooOld',
  'clockWrong',
  'notVerified',
  'noVerifiedEmail',
  'tooMany',
  'noAccount',
  'notLocked',
  'needsSupervisor',
  'notRestricted',
  'unreadable',
  'emailChanged',
  'mailFailed',
  'notEntitled',
  'legalDuty',
  'withdrawn',
  'personForgotten',
] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

export const REGIMES = ['gdpr', 'ukGdpr', 'ccpa', 'other'] as const;
export type Regime = (typeof REGIMES)[number];
export const FORGET_REASONS = [
  'notNeeded',
  'consentWithdrawn',
  'objection',
  'unlawful',
  'leaving',
  'other',
] as const;
export const REQUESTERS = ['person', 'representative', 'guardian', 'authority'] as const;
/** How identity was checked: kinds, never answers. */
export const IDENTITY_CHECKS = [
  'callBack',
  'mailCode',
  'document',
  'knownFacts',
  'signedIn',
  'inPerson',
] as const;
export const RESTRICT_REASONS = [
  'accuracyDisputed',
  'unlawful',
  'legalClaim',
  'objectionPending',
  'resolved',
  'other',
] as const;

/** How whoever asks has just shown that it is them. The desk's core says it, never a window. */
export const Proof = z.object({ by: z.enum(['signIn', 'pin']), at: Instant });
export type Proof = z.infer<typeof Proof>;

/** The verified address that a reset was asked for, without the address: another one has another id, or was verified anew. */
export const VerifiedEmail = z.object({ id: Id, verifiedAt: Instant });
export type VerifiedEmail = z.infer<typeof VerifiedEmail>;

const checks = z.array(z.enum(IDENTITY_CHECKS)).max(IDENTITY_CHECKS.length);

/** Sealed to the server's public key by `request/sealed-password.ts`; base64. */
const Sealed = z.string().regex(/^[A-Za-z0-9+/=]{60,1000}$/u);

export const RequestPayload = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('forget'),
    reason: z.enum(FORGET_REASONS),
    requester: z.enum(REQUESTERS),
    regime: z.enum(REGIMES),
    /** When the person asked; the legal time runs from here. */
    receivedAt: Instant,
    checks,
  }),
  z.object({ kind: z.literal('restrict'), reason: z.enum(RESTRICT_REASONS) }),
  z.object({ kind: z.literal('reinstate'), reason: z.enum(RESTRICT_REASONS) }),
  z.object({
    kind: z.literal('dataExport'),
    requester: z.enum(REQUESTERS),
    regime: z.enum(REGIMES),
    receivedAt: Instant,
    checks,
  }),
  z.object({
    kind: z.literal('resetPassword'),
    checks,
    /** Absent from desks that do not know of it: those are refused. */
    proof: Proof.optional(),
    to: VerifiedEmail.optional(),
  }),
  z.object({ kind: z.literal('enableAccount'), checks }),
  z.object({
    kind: z.literal('partnerPassword'),
    distributor: z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,19}$/u),
    userId: z.string().trim().min(1).max(80),
    sealed: Sealed,
  }),
  z.object({ kind: z.literal('confirmEmail'), emailId: Id }),
  /** What is left once the person was forgotten. */
  z.object({
    kind: z.literal('scrubbed'),
    was: z.enum(REQUEST_KINDS),
    regime: z.enum(REGIMES).nullable(),
    receivedAt: Instant.nullable(),
  }),
]);
export type RequestPayload = z.infer<typeof RequestPayload>;

export const ServiceRequest = Envelope.extend({
  /** Nil once the person was forgotten. */
  customerId: Id,
  payload: RequestPayload,
  /** By the clock of the desk. */
  createdAt: Instant,
  createdBy: z.string().max(80),
  createdByName: z.string().max(120),
  /** When it is worth nothing any more if it was not sent; null for never. */
  expiresAt: Instant.nullable(),
  state: z.enum(REQUEST_STATES),
  stage: z.enum(REQUEST_STAGES).default(''),
  outcome: z.enum(REQUEST_OUTCOMES).default(''),
  /** `R-<number>`; '' until the server has it. */
  reference: z.string().max(20).default(''),
  /** When the law wants it done, for kinds that it knows. */
  dueAt: Instant.nullable().default(null),
  /** When it is carried out unless it is cancelled before. */
  scheduledFor: Instant.nullable().default(null),
  /** When the server got it; null until then, and from servers that do not say. */
  arrivedAt: Instant.nullable().default(null),
  approvedByName: z.string().max(120).default(''),
  /** When the hold is to be looked at again. */
  holdUntil: Instant.nullable().default(null),
  endedAt: Instant.nullable().default(null),
  /** Desks that confirmed the erasure, and how many there are to confirm it. */
  desks: z
    .object({ confirmed: z.number().int().min(0), total: z.number().int().min(0) })
    .nullable()
    .default(null),
});
export type ServiceRequest = z.infer<typeof ServiceRequest>;

/** What a request that was scrubbed names instead of a customer. */
export const NO_CUSTOMER = '00000000-0000-4000-8000-000000000000';

/** What stays of a payload: nothing of the person. */
export function scrubbed(payload: RequestPayload): RequestPayload {
  if (payload.kind === 'scrubbed') return payload;
  const regime = 'regime' in payload ? payload.regime : null;
  const receivedAt = 'receivedAt' in payload ? payload.receivedAt : null;
  return { kind: 'scrubbed', was: payload.kind, regime, receivedAt };
}

/** The kind that was asked for, also once it was scrubbed. */
export function kindOf({ payload }: Pick<ServiceRequest, 'payload'>): RequestKind {
  return payload.kind === 'scrubbed' ? payload.was : payload.kind;
}
