/** How much a first sync brings, for an estimate: the documents of each collection that the user may hold now. */
import { audienceKeys } from '#shared/comment/visibility.ts';
import type { Me } from '#shared/permission/me.ts';
import { COLLECTIONS } from '#shared/sync/collections.ts';
import type { Expected } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import { isMine } from './feed-repository.ts';
import { isEverybodys, mayPull, seesEveryRow } from './scope.ts';

/** One count a collection that the user may read; what arrives or leaves meanwhile is not in it. */
export async function expected(pool: Pool, me: Me): Promise<Expected> {
  const audience = audienceKeys(me);
  const counts: Expected = {};
  for (const name of COLLECTIONS) {
    if (!mayPull(me, name)) continue;
    const scopeKeys = isEverybodys(name) || seesEveryRow(me) ? null : me.scopeKeys;
    const { rows } = await pool.query(
      `SELECT count(*)::int AS n FROM ${name} WHERE NOT deleted AND ${isMine('scope_keys', '$1', '$2')}`,
      [scopeKeys, audience],
    );
    counts[name] = rows[0].n;
  }
  return counts;
}
