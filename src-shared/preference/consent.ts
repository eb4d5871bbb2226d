/**
 * What a customer consents to, derived from the ledger.
 *
 * Invariants, each a property test
 * - The order of the entries and the clocks of the desks do not matter.
 * - A withdrawal stands until a grant that knew of it takes it back: of two made at the same time on two desks, the
 *   withdrawal wins.
 */
import type { Channel, ConsentElement } from './schema.ts';

type ConsentPurpose = ConsentElement['purpose'];
export type ConsentState = { state: 'none' | 'granted' | 'withdrawn'; entry: ConsentElement | null };

/** What stands for a purpose on a channel, and the entry that says so: the latest of those that agree. */
export function consentState(
  ledger: readonly ConsentElement[],
  purpose: ConsentPurpose,
  channel: Channel,
): ConsentState {
  const entries = ledger.filter((entry) => entry.purpose === purpose && reaches(entry, channel));
  const withdrawals = standingWithdrawals(entries);
  if (withdrawals.length > 0) return { state: 'withdrawn', entry: latest(withdrawals) };
  const grants = entries.filter(({ action }) => action === 'grant');
  return grants.length > 0 ? { state: 'granted', entry: latest(grants) } : { state: 'none', entry: null };
}

/** Withdrawals that a grant for this purpose and channel made now would take back: all that stand. */
export function toTakeBack(
  ledger: readonly ConsentElement[],
  purpose: ConsentPurpose,
  channel: ConsentElement['channel'],
): string[] {
  const entries = ledger.filter(
    (entry) => entry.purpose === purpose && (channel === 'any' || reaches(entry, channel)),
  );
  return standingWithdrawals(entries).map(({ id }) => id);
}

/** True when a consent to keep what is special, such as dietary needs, stands. */
export function isConsentStanding(ledger: readonly ConsentElement[], id: string): boolean {
  const entry = ledger.find((one) => one.id === id && one.action === 'grant');
  if (!entry) return false;
  const same = ledger.filter((one) => one.purpose === entry.purpose);
  return standingWithdrawals(same).length === 0;
}

function standingWithdrawals(entries: readonly ConsentElement[]): ConsentElement[] {
  const taken = new Set(entries.flatMap(({ action, takesBack }) => (action === 'grant' ? takesBack : [])));
  return entries.filter(({ id, action }) => action === 'withdraw' && !taken.has(id));
}

function reaches(entry: ConsentElement, channel: Channel): boolean {
  return entry.channel === 'any' || entry.channel === channel;
}

/** By the desk's time, which is information; the id decides between equals, so that every desk shows the same. */
function latest(entries: readonly ConsentElement[]): ConsentElement | null {
  const key = ({ at, id }: ConsentElement) => `${at} ${id}`;
  return entries.reduce<ConsentElement | null>(
    (best, entry) => (best === null || key(entry) > key(best) ? entry : best),
    null,
  );
}
