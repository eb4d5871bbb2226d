/**
 * The states of a request (FEATURES 5.4): `queued → sent → accepted → done`, or `rejected`, `expired`, `cancelled`.
 *
 * Invariants
 * - An end is an end: no event leads out of it.
 * - Only what was accepted can be done, and only what was not sent can be cancelled by the desk alone.
 */
import type { RequestState } from './schema.ts';

/** `withdraw` cancels what the server has accepted; only the server can. */
export type RequestEvent = 'send' | 'cancel' | 'expire' | 'accept' | 'reject' | 'complete' | 'withdraw';

const STEPS: Record<RequestState, Partial<Record<RequestEvent, RequestState>>> = {
  queued: { send: 'sent', cancel: 'cancelled', expire: 'expired' },
  // Sent again after an answer that was lost.
  sent: { send: 'sent', accept: 'accepted', reject: 'rejected', expire: 'expired' },
  accepted: { complete: 'done', reject: 'rejected', withdraw: 'cancelled' },
  done: {},
  rejected: {},
  expired: {},
  cancelled: {},
};

/** The state after the event, or null where the event is none of that state. */
export function next(state: RequestState, event: RequestEvent): RequestState | null {
  return STEPS[state][event] ?? null;
}

/** True when nothing can happen to it any more. */
export function hasEnded(state: RequestState): boolean {
  return Object.keys(STEPS[state]).length === 0;
}

/** True while the desk that made it can take it back by itself. */
export function isCancellable(state: RequestState): boolean {
  return next(state, 'cancel') !== null;
}
