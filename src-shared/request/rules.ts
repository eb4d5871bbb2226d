/** Who may ask for what, how identity must have been checked, and which requests freeze a customer. Pure. */
import type { Permission } from '../permission/roles.ts';
import { hasEnded } from './machine.ts';
import { kindOf, type RequestKind, type RequestPayload, type ServiceRequest } from './schema.ts';

export const ASK_PERMISSIONS: Record<RequestKind, Permission> = {
  forget: 'request.privacy',
  restrict: 'request.privacy',
  reinstate: 'request.reinstate',
  dataExport: 'request.privacy',
  resetPassword: 'request.account',
  enableAccount: 'request.account',
  partnerPassword: 'request.partner',
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
