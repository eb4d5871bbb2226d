/** Words for the state of sync. */
import type { AttentionItem, SyncStatus, WaitingItem } from '#shared/api/sync.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import { fieldsText } from './customer.ts';
import { clockTime, count, dayTime } from './format.ts';

export const COLLECTION_TEXTS: Record<CollectionName, string> = {
  teams: 'Teams',
  configuration: 'Configuration',
  customers: 'Customers',
  requests: 'Requests',
  comments: 'Comments',
  contacts: 'Contacts',
  ticklers: 'Ticklers',
  orders: 'Orders, quotes and returns',
  changes: 'Versions',
};

export const NETWORK_TEXTS: Record<SyncStatus['network'], { title: string; detail: string }> = {
  online: { title: 'Online', detail: 'Changes are sent as you make them.' },
  connecting: { title: 'Connecting', detail: 'Callbook is reaching for the server.' },
  offline: {
    title: 'Offline',
    detail: 'Everything on this computer works. Changes are sent when the network is back.',
  },
  offlineByChoice: {
    title: 'Offline, because you switched it so',
    detail: 'Changes wait on this computer until you go online again in the user menu.',
  },
  signInNeeded: {
    title: 'Sign in again to sync',
    detail:
      'Your sign-in has run out. You can go on working. To sync, sign out and sign in again: what waits stays on this computer, encrypted, and is sent then.',
  },
  updateNeeded: {
    title: 'Update Callbook to sync',
    detail:
      'The server needs a newer Callbook. Your changes are safe on this computer and are sent after the update.',
  },
};

export const REASON_TEXTS: Record<AttentionItem['reason'], string> = {
  conflict: 'Somebody else changed the same thing first. Their value was kept; yours is here.',
  erased: 'This customer asked to be forgotten, so the change was not taken over.',
  outOfScope: 'This customer is no longer in your area, so the change was not taken over.',
  invalid: 'The server did not accept a value in this change.',
  forbidden: 'Your role may not make this change.',
  restricted: 'The customer is restricted and may not be changed at present.',
  unknownParent: 'What this belongs to is no longer there.',
  immutable: 'This cannot be changed once it is written.',
  idTaken: 'The server already holds something else under this mark.',
  tooLarge: 'This is too large for the server.',
};

/** Who made what stands in place of what was typed. */
export function theirsText({ name, at }: NonNullable<AttentionItem['theirsBy']>): string {
  return `${name} changed the same thing first, ${dayTime(new Date(at))}. Their value was kept; yours is here. Decide which stands.`;
}

const NEW_TEXTS: Record<WaitingItem['collection'], string> = {
  ...COLLECTION_TEXTS,
  customers: 'New customer',
  requests: 'Request',
  comments: 'Comment',
  contacts: 'Contact',
  ticklers: 'Tickler',
};

/** What waits, in a few words. */
export function waitingText({ collection, isNew, fields }: WaitingItem): string {
  if (isNew) return NEW_TEXTS[collection];
  return fields.length > 0 ? `Changed: ${fieldsText(fields)}` : `${NEW_TEXTS[collection]}, changed`;
}

export type SyncTone = 'quiet' | 'busy' | 'waiting' | 'attention';

/** One line about sync: quiet while all is well, a sentence when it matters. Most urgent first. */
export function syncSentence(status: SyncStatus | null): { tone: SyncTone; text: string } {
  if (!status) return { tone: 'busy', text: 'Reading the state of sync …' };
  const { network, refused, waiting } = status;
  const isOffline = network === 'offline' || network === 'offlineByChoice';
  if (refused > 0) return { tone: 'attention', text: attentionText(refused, isOffline) };
  if (network === 'signInNeeded' || network === 'updateNeeded') {
    return { tone: 'attention', text: withWaiting(NETWORK_TEXTS[network].title, waiting) };
  }
  const clock = clockText(status.clockOffMs);
  if (clock) return { tone: 'attention', text: clock };
  const ends = workEndsText(status);
  if (ends) return { tone: 'attention', text: withWaiting(ends, waiting) };
  if (isOffline) return { tone: 'waiting', text: withWaiting(offlineText(status.lastSyncAt), waiting) };
  if (status.firstSync) return { tone: 'busy', text: firstSyncText(status) };
  if (network === 'connecting') return { tone: 'busy', text: withWaiting('Connecting …', waiting) };
  if (waiting > 0) return { tone: 'busy', text: `Sending ${changes(waiting)} …` };
  return { tone: 'quiet', text: lastSyncText(status.lastSyncAt) };
}

/** When this desk last had everything, in words. */
export function lastSyncText(lastSyncAt: string | null): string {
  return lastSyncAt === null ? 'Not synced yet' : `Synced ${timeText(new Date(lastSyncAt))}`;
}

/** The time of today, with its date on any other day. */
export function timeText(at: Date, now = new Date()): string {
  return at.toDateString() === now.toDateString() ? clockTime(at) : dayTime(at);
}

/** `1 change`, `1,200 changes`. */
export function changes(number: number): string {
  return number === 1 ? '1 change' : `${count(number)} changes`;
}

function attentionText(refused: number, isOffline: boolean): string {
  const text = refused === 1 ? '1 change needs attention' : `${count(refused)} changes need attention`;
  return isOffline ? `${text} — offline` : text;
}

function withWaiting(text: string, waiting: number): string {
  if (waiting === 0) return text;
  return `${text} — ${changes(waiting)} waiting, safe on this computer`;
}

function firstSyncText(status: SyncStatus): string {
  return `Getting customers: ${arrivedText(status)} …`;
}

/** `12,000`, and, where it is known, of how many and how long the rest takes: `12,000 of 40,000, about 2 minutes left`. */
export function arrivedText({ collections, secondsLeft }: SyncStatus): string {
  const customers = collections.find(({ name }) => name === 'customers');
  const held = count(customers?.documents ?? 0);
  const expected = customers?.expected ?? null;
  const of = expected === null ? held : `${held} of ${count(expected)}`;
  return secondsLeft === null ? of : `${of}, ${leftText(secondsLeft)}`;
}

/** In minutes, because nobody trusts the seconds of an estimate. */
function leftText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'less than a minute left';
  return minutes === 1 ? 'about a minute left' : `about ${count(minutes)} minutes left`;
}

const MINUTE_MS = 60_000;
const STALE_MS = 24 * 60 * MINUTE_MS;

/** That the clock of this computer is wrong, and by how much; '' while it is right. */
export function clockText(offMs = 0): string {
  const minutes = Math.round(Math.abs(offMs) / MINUTE_MS);
  if (minutes === 0) return '';
  return `The clock of this computer is ${count(minutes)} minutes ${offMs > 0 ? 'ahead' : 'behind'}`;
}

/** When work ends here unless the server is reached; '' while that is not soon. */
export function workEndsText({ workEndsAt }: Pick<SyncStatus, 'workEndsAt'>): string {
  if (!workEndsAt) return '';
  return `Work here ends ${timeText(new Date(workEndsAt))} unless this computer reaches its server`;
}

/** Offline, and since when what is shown may be out of date: after a day it is worth saying. */
function offlineText(lastSyncAt: string | null, now = new Date()): string {
  if (lastSyncAt === null || now.getTime() - Date.parse(lastSyncAt) < STALE_MS) return 'Offline';
  return `Offline, may be out of date since ${timeText(new Date(lastSyncAt))}`;
}
