/** The register of requests: kept without the persons they were about. */
import { z } from 'zod';
import { Instant } from '../sync/envelope.ts';
import { hasEnded } from './machine.ts';
import { REQUEST_KINDS, REQUEST_OUTCOMES, REQUEST_STATES, type RequestKind } from './schema.ts';

export const RegisterEntry = z.object({
  reference: z.string(),
  kind: z.enum(REQUEST_KINDS),
  state: z.enum(REQUEST_STATES),
  outcome: z.enum(REQUEST_OUTCOMES),
  createdAt: Instant,
  dueAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** When what came of it, such as an export, was last fetched. Absent from servers of before. */
  deliveredAt: Instant.nullable().default(null),
  /** Keyed hash: two requests about one person have the same. */
  subject: z.string(),
});
export type RegisterEntry = z.infer<typeof RegisterEntry>;

/** How an entry stands with the law: `none` where it names no day, or the request has ended. */
export type Light = 'overdue' | 'soon' | 'inTime' | 'none';
const SOON_MS = 7 * 86_400_000;

export function lightOf({ state, dueAt }: Pick<RegisterEntry, 'state' | 'dueAt'>, now: Date): Light {
  if (dueAt === null || hasEnded(state)) return 'none';
  const left = Date.parse(dueAt) - now.getTime();
  if (left < 0) return 'overdue';
  return left <= SOON_MS ? 'soon' : 'inTime';
}

export type RegisterFilter = { kind: RequestKind | ''; which: 'all' | 'open' | 'soon' | 'ended' };

/** The entries that fit, the most pressing first. What is overdue is always among them: nothing hides it. */
export function shownEntries(
  entries: readonly RegisterEntry[],
  filter: RegisterFilter,
  now: Date,
): RegisterEntry[] {
  const shown = entries.filter((one) => lightOf(one, now) === 'overdue' || fits(one, filter, now));
  return shown.toSorted((one, other) => (pressing(one) < pressing(other) ? -1 : 1));
}

function fits(entry: RegisterEntry, { kind, which }: RegisterFilter, now: Date): boolean {
  if (kind !== '' && entry.kind !== kind) return false;
  if (which === 'open') return !hasEnded(entry.state);
  if (which === 'ended') return hasEnded(entry.state);
  return which === 'all' || lightOf(entry, now) === 'soon';
}

/** Open ones by their day, those without one after them, and the ended ones at the end, the newest first. */
function pressing({ state, dueAt, createdAt }: RegisterEntry): string {
  if (!hasEnded(state)) return `0 ${dueAt ?? '9'} ${createdAt}`;
  return `1 ${(8.64e15 - Date.parse(createdAt)).toString().padStart(17, '0')}`;
}

const COLUMNS = [
  'reference',
  'kind',
  'state',
  'outcome',
  'createdAt',
  'dueAt',
  'endedAt',
  'deliveredAt',
  'subject',
] as const;

/** The entries for a regulator, as CSV (RFC 4180). They hold codes, times and keyed hashes, and nothing of a person. */
export function registerCsv(entries: readonly RegisterEntry[]): string {
  const rows = entries.map((entry) => COLUMNS.map((column) => entry[column] ?? ''));
  const lines = [COLUMNS, ...rows].map((row) =>
    row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
  );
  return `${lines.join('\r\n')}\r\n`;
}
