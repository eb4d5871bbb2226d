/**
 * The lease of a store: how long it may be worked with without the server. Kept encrypted in it, with the time as it was last
 * known, and renewed whenever the server is reached.
 *
 * Invariant: a store whose lease has ended is not open for longer than it takes to ask the server once.
 */
import { createPublicKey, verify } from 'node:crypto';
import {
  type Clocks,
  graceLease,
  isRenewalDue,
  type LeaseState,
  leaseStateOf,
  type Noted,
  readLease,
  SignedLease,
  timeNow,
} from '#shared/permission/lease.ts';
import { CoreError } from '../errors.ts';
import { errorCode, type Logger } from '../log.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Asked } from '../sync/server.ts';

/** The clocks of the system, in milliseconds. */
export type LeaseClock = { wall(): number; monotonic(): number };

export type LeaseOptions = {
  database: DeskDatabase;
  /** Whose store it is. */
  sub: string;
  /** `GET /v1/lease`. */
  ask: (signal: AbortSignal) => Promise<Asked>;
  log: Logger;
  clock?: LeaseClock;
};

export type Lease = {
  state(): LeaseState;
  /** True when it is time to take another one. */
  isDue(): boolean;
  /** How many milliseconds are left. */
  left(): number;
  /** Writes down the time, unless the lease has ended: a clock that was set back would be right from then on. */
  note(): Promise<void>;
  /** Takes another lease; leaves the one there is where the server gives none, or the signal gives it up. */
  renew(given?: AbortSignal): Promise<void>;
};

/** As it is kept: what the server granted, or since when it is worked without; and the time. */
type Kept = { signed: SignedLease | null; since: number; noted: Noted };

const SETTING = 'lease';
const SYSTEM_CLOCK: LeaseClock = { wall: () => Date.now(), monotonic: () => performance.now() };
/** How long a store that waits to be opened waits for the server. */
const ASK_MS = 5_000;

/** The lease of a store that is being opened. Throws LEASE_ENDED where it has ended and the server gives no other. */
export async function openLease(options: LeaseOptions): Promise<Lease> {
  const lease = await readLeaseOf(options);
  if (lease.state().state === 'ended') await lease.renew();
  if (lease.state().state === 'ended') throw new CoreError('LEASE_ENDED');
  await lease.note();
  return lease;
}

async function readLeaseOf({ database, sub, ask, log, clock = SYSTEM_CLOCK }: LeaseOptions): Promise<Lease> {
  let kept = (await readSetting<Kept>(database, SETTING)) ?? notGranted(clock.wall());
  let notedAt = clock.monotonic();
  const clocks = (): Clocks => ({
    wall: clock.wall(),
    noted: kept.noted,
    elapsed: clock.monotonic() - notedAt,
  });
  const granted = () => (kept.signed ? goodLease(kept.signed, sub) : graceLease(sub, kept.since));

  async function keep(next: Kept): Promise<void> {
    kept = next;
    notedAt = clock.monotonic();
    await writeSetting(database, SETTING, kept);
  }

  async function take({ status, body }: Asked): Promise<void> {
    // A server of before there were leases: its desks work as those that were not granted one yet.
    if (status === 404) return keep(notGranted(clock.wall()));
    const signed = SignedLease.parse(body);
    const good = goodLease(signed, sub);
    if (!good) throw new CoreError('FORBIDDEN');
    const now = Date.parse(good.issuedAt);
    await keep({ signed, since: now, noted: { time: now, wall: clock.wall() } });
  }

  return {
    state: () => leaseStateOf(granted(), clocks()),
    isDue: () => isRenewalDue(granted(), clocks()),
    left: () => Date.parse(granted()?.expiresAt ?? '') - timeNow(clocks()),
    async note() {
      const noted = { time: timeNow(clocks()), wall: clock.wall() };
      if (leaseStateOf(granted(), clocks()).state !== 'ended') await keep({ ...kept, noted });
    },
    renew: (given) =>
      ask(AbortSignal.any([AbortSignal.timeout(ASK_MS), ...(given ? [given] : [])]))
        .then(take)
        .catch((error) => log.warn('lease.notRenewed', { code: errorCode(error) })),
  };
}

function notGranted(now: number): Kept {
  return { signed: null, since: now, noted: { time: now, wall: now } };
}

/** The lease, where it is the user's and signed with the key it came with. */
function goodLease({ body, signature, publicKey }: SignedLease, sub: string) {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const isSigned = verify(null, Buffer.from(body), key, Buffer.from(signature, 'base64'));
    return isSigned ? readLease(body, sub) : null;
  } catch {
    // A key or signature that is none at all.
    return null;
  }
}
