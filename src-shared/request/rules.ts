/** Who may ask for what, how identity must have been checked, and which requests freeze a customer. Pure. */
import { primaryOf } from '../customer/names.ts';
import type { Customer } from '../customer/schema.ts';
import type { Permission } from '../permission/roles.ts';
import { hasEnded } from './machine.ts';
import {
  kindOf,
  type RequestKind,
  type RequestPayload,
  type ServiceRequest,
  type VerifiedEmail,
} from './schema.ts';

export const ASK_PERMISSIONS: Record<RequestKind, Permission> = {
  forget: 'request.privacy',
  restrict: 'request.privacy',
  reinstate: 'request.reinstate',
  dataExport: 'request.privacy',
  resetPassword: 'request.account',
  enableAccount: 'request.account',
  partnerPassword: 'request.partner',
  confirmEmail: 'request.account',
};

/** Two facts for the CCPA (FEATURES M2); one elsewhere, in proportion. */
export function checksNeeded(payload: RequestPayload): number {
  if (!('checks' in payload)) return 0;
  return 'regime' in payload && payload.regime === 'ccpa' ? 2 : 1;
}

/** True when enough different checks were passed. */
export function isVerified(payload: RequestPayload): boolean {
  return !('checks' in payload) || new Set(payload.checks).size >= checksNeeded(payload);
}

/** How long after somebody has shown that it is them they may ask for a reset. */
export const CONFIRMED_FOR_MS = 5 * 60_000;
/** Of the desk's own clock between the two. */
const APART_MS = 5_000;

/** True when whoever asked had just shown that it is them, where the kind wants that (FEATURES F2). */
export function isConfirmed(payload: RequestPayload, createdAt: string): boolean {
  if (payload.kind !== 'resetPassword') return true;
  if (!payload.proof) return false;
  const before = Date.parse(createdAt) - Date.parse(payload.proof.at);
  return before >= -APART_MS && before <= CONFIRMED_FOR_MS + APART_MS;
}

/** The primary address, where it was verified and may be used: where a reset goes. */
export function resetEmail({ emails }: Pick<Customer, 'emails'>): Customer['emails'][number] | null {
  const primary = primaryOf(emails);
  return primary?.verified && !primary.doNotUse ? primary : null;
}

/** The address with this id where it may be used and nobody has confirmed it: where a link to confirm it goes. */
export function emailToConfirm(
  { emails }: Pick<Customer, 'emails'>,
  id: string,
): Customer['emails'][number] | null {
  return emails.find((email) => email.id === id && !email.verified && !email.doNotUse) ?? null;
}

/** True when a reset that was asked for this address would go to it now. */
export function isSameEmail(to: VerifiedEmail | undefined, now: Customer['emails'][number] | null): boolean {
  return to === undefined || (to.id === now?.id && to.verifiedAt === now.verified?.at);
}

/** How a customer is frozen by a request: a forget also masks them. */
export type Freeze = 'mask' | 'readOnly';

/** What the requests about a customer do to them at once, before the server has done anything. */
export function freezeOf(requests: readonly Pick<ServiceRequest, 'state' | 'payload'>[]): Freeze | null {
  const open = requests.filter(({ state }) => !hasEnded(state)).map(kindOf);
  if (open.includes('forget')) return 'mask';
  return open.includes('restrict') ? 'readOnly' : null;
}

/** A forget that waits this long to be sent is told of: the legal time runs. */
export const UNSENT_ALARM_MS = 4 * 3_600_000;

/** True for an open request to be forgotten that reached the server late: a supervisor is told, because its legal time ran. */
export function arrivedLate(
  request: Pick<ServiceRequest, 'state' | 'payload' | 'createdAt' | 'arrivedAt'>,
): boolean {
  const { state, createdAt, arrivedAt } = request;
  if (kindOf(request) !== 'forget' || hasEnded(state) || !arrivedAt) return false;
  return Date.parse(arrivedAt) - Date.parse(createdAt) >= UNSENT_ALARM_MS;
}

/** Requests to be forgotten that wait too long on this desk. */
export function overdueUnsent<T extends Pick<ServiceRequest, 'state' | 'payload' | 'createdAt'>>(
  requests: readonly T[],
  now: Date,
): T[] {
  return requests.filter(
    (one) =>
      kindOf(one) === 'forget' &&
      (one.state === 'queued' || one.state === 'sent') &&
      now.getTime() - Date.parse(one.createdAt) >= UNSENT_ALARM_MS,
  );
}
