/**
 * How long a desk may work without its server: a lease that the server signs, and the clock that it is read by. Pure.
 *
 * Invariants, each tested
 * - A wall clock that is set back never extends a lease: time only goes forward from the latest time that was seen.
 * - An answer of the server sets what was seen to the server's time, so a clock that was wrongly ahead does no harm once it
 *   is put right; until then it ends every lease that is shorter than it is ahead.
 * - Without a lease, or with one that is not the user's, there is no offline work.
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

/** The clocks of a desk, in milliseconds. */
export type Clocks = {
  /** What the system says the time is. */
  wall: number;
  /** The latest time that was seen, from the server or worked out here; kept with the lease. */
  seen: number;
  /** Monotonic time since `seen` was noted by this process. */
  elapsed: number;
};

export type LeaseState =
  | { state: 'good'; until: string }
  | { state: 'ending'; until: string }
  | { state: 'ended'; since: string | null };

const DAY_MS = 86_400_000;

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

/** The time that a lease is read by, and the next `seen`: never before what was seen and the time that has passed since. */
export function effectiveNow({ wall, seen, elapsed }: Clocks): number {
  return Math.max(wall, seen + Math.max(0, elapsed));
}

/** How a lease stands; null where none is remembered. It is `ending` in its last day, or last quarter where that is shorter. */
export function leaseStateOf(lease: Lease | null, clocks: Clocks): LeaseState {
  if (lease === null) return { state: 'ended', since: null };
  const left = Date.parse(lease.expiresAt) - effectiveNow(clocks);
  if (left <= 0) return { state: 'ended', since: lease.expiresAt };
  const notice = Math.min(DAY_MS, lengthOf(lease) / 4);
  return { state: left <= notice ? 'ending' : 'good', until: lease.expiresAt };
}

/** True when a desk that is online takes a new one: a quarter of its time has passed. */
export function isRenewalDue(lease: Lease | null, clocks: Clocks): boolean {
  return lease === null || effectiveNow(clocks) - Date.parse(lease.issuedAt) >= lengthOf(lease) / 4;
}

function lengthOf(lease: Lease): number {
  return Date.parse(lease.expiresAt) - Date.parse(lease.issuedAt);
}
