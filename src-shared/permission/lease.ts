/**
 * How long a desk may work without its server: a lease that the server signs, and the clocks that it is read by. Pure.
 *
 * Invariants, each tested
 * - Time only goes forward from what was noted: by what the wall clock says has passed, or by what has passed for sure while
 *   this process runs, whichever is more. So no clock that is set extends a lease by time in which the desk ran.
 * - A wall clock that was set back ends a lease, until the server says the time.
 * - Only differences of the wall clock count: one that is wrong all along does no harm.
 */
import { z } from 'zod';
import { Instant } from '../sync/envelope.ts';

/** What the server signs, as JSON text. `kind` keeps it apart from all else that is signed with the same key. */
const Lease = z.object({
  kind: z.literal('lease'),
  sub: z.string().min(1),
  issuedAt: Instant,
  expiresAt: Instant,
});
export type Lease = z.infer<typeof Lease>;

/** As it is handed out: Ed25519 over the text; signature and key (SPKI, DER) are base64. */
export const SignedLease = z.object({
  body: z.string().max(2_000),
  signature: z.string().max(100),
  publicKey: z.string().max(100),
});
export type SignedLease = z.infer<typeof SignedLease>;

/** A time by the server's clock, and what the wall clock of the desk said then; in milliseconds. */
export type Noted = { time: number; wall: number };

/** The clocks of a desk, in milliseconds. */
export type Clocks = {
  /** What the system says the time is. */
  wall: number;
  /** The last that was noted; kept with the lease. */
  noted: Noted;
  /** Monotonic time since this process noted it; 0 for what another process noted. */
  elapsed: number;
};

export type LeaseState =
  | { state: 'good'; until: string }
  | { state: 'ending'; until: string }
  | { state: 'ended' };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long a desk works that never got a lease: the default of the server. */
const GRACE_MS = 7 * DAY_MS;
/** A clock is corrected by less than this all the time (PLATFORM 4.2). */
const TOLERANCE_MS = 5 * 60_000;

/** The lease in a text, for that user; null for anything else. Says nothing of its signature. */
export function readLease(body: string, sub: string): Lease | null {
  const lease = Lease.safeParse(parsed(body)).data;
  return lease?.sub === sub && lengthOf(lease) > 0 ? lease : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What holds for a desk that has not been granted a lease yet. @param since in milliseconds. */
export function graceLease(sub: string, since: number): Lease {
  const [issuedAt, expiresAt] = [since, since + GRACE_MS].map((at) => new Date(at).toISOString());
  return { kind: 'lease', sub, issuedAt: issuedAt ?? '', expiresAt: expiresAt ?? '' };
}

/** The time by the server's clock, as far as it is known: never before what was noted and the time that has passed since. */
export function timeNow({ wall, noted, elapsed }: Clocks): number {
  return noted.time + Math.max(0, elapsed, wall - noted.wall);
}

function isSetBack({ wall, noted, elapsed }: Clocks): boolean {
  return wall - noted.wall < elapsed - TOLERANCE_MS;
}

/** How a lease stands; null where none is good. It is `ending` in its last day, or last quarter where that is shorter. */
export function leaseStateOf(lease: Lease | null, clocks: Clocks): LeaseState {
  if (lease === null || isSetBack(clocks)) return { state: 'ended' };
  const left = Date.parse(lease.expiresAt) - timeNow(clocks);
  if (left <= 0) return { state: 'ended' };
  const notice = Math.min(DAY_MS, lengthOf(lease) / 4);
  return { state: left <= notice ? 'ending' : 'good', until: lease.expiresAt };
}

/** True when a desk that is online takes a new one: a quarter of its time has passed, or it is not good. */
export function isRenewalDue(lease: Lease | null, clocks: Clocks): boolean {
  if (lease === null || leaseStateOf(lease, clocks).state === 'ended') return true;
  return timeNow(clocks) - Date.parse(lease.issuedAt) >= lengthOf(lease) / 4;
}

function lengthOf(lease: Lease): number {
  return Date.parse(lease.expiresAt) - Date.parse(lease.issuedAt);
}
