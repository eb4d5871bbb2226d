/**
 * The epoch of the feed. Guards that a checkpoint is used only against the history it was taken from.
 *
 * A restored backup or a fail-over starts another history. Where PostgreSQL shows it (another cluster, another
 * timeline) the epoch changes by itself at start; after a restore that it cannot show, an operator runs
 * `npm run migrate -- --new-epoch`.
 */
import { createHash } from 'node:crypto';
import type { Me } from '#shared/permission/me.ts';
import type { Sql } from '../db/pool.ts';

/**
 * Starts a new epoch if the database is not the one the epoch began on.
 * @returns true when it did.
 */
export async function renewEpochIfRestored(sql: Sql): Promise<boolean> {
  const { rowCount } = await sql.query(`
    UPDATE sync_epoch e
       SET epoch = gen_random_uuid(), system_identifier = s.system_identifier::text, timeline_id = c.timeline_id
      FROM pg_control_system() s, pg_control_checkpoint() c
     WHERE e.system_identifier <> s.system_identifier::text OR e.timeline_id <> c.timeline_id`);
  return rowCount === 1;
}

/** Starts a new epoch: every desk fetches everything again. */
export async function bumpEpoch(sql: Sql): Promise<void> {
  await sql.query('UPDATE sync_epoch SET epoch = gen_random_uuid()');
}

/** Raised when a role is sent less than before: what desks hold from then must go. 1: field classes. */
const MASK = 1;

/**
 * The epoch that this user's checkpoints carry. It also changes with what the user may hold: after a change of
 * role or scope the feed alone cannot tell a desk which rows it gained or lost, so that it starts again.
 */
export function epochFor(epoch: string, me: Me): string {
  const facts = JSON.stringify([epoch, me.sub, me.role, [...me.scopeKeys].sort(), MASK]);
  const bytes = createHash('sha256').update(facts).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6); // version 8: custom
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8); // RFC 9562 variant
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
