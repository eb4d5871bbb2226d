/**
 * Versions of a customer. Guards that every change that is applied leaves one entry, numbered without a gap, in the
 * transaction of the change: the caller holds the lock on the customer's row.
 */
import { v7 as newId } from 'uuid';
import { diffOf } from '#shared/changes/diff.ts';
import { withPhotoMarks } from '#shared/changes/photo-marks.ts';
import type { Change } from '#shared/changes/schema.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Sql } from '../db/pool.ts';
import { insertDocuments } from '../sync/document-repository.ts';
import { nextRev } from '../sync/revision.ts';

/** Who changed it, how and why, and where. Times: `madeAt` is the desk's and may be wrong, `at` is the server's. */
export type ChangeFacts = Pick<Change, 'kind' | 'why' | 'madeAt' | 'at' | 'actorId' | 'actorName'> &
  Partial<Pick<Change, 'channel' | 'offline' | 'device' | 'controls'>>;

/** The first state of a customer: it has nothing that it could be told from. */
const FIRST = 1;

/** Records that `before` became `after`; null before means that it was created, and then no field is repeated. */
export async function recordChange(
  sql: Sql,
  before: Customer | null,
  after: Customer,
  facts: ChangeFacts,
): Promise<void> {
  const version = before === null ? FIRST : await nextVersion(sql, after.id);
  const fields = before === null ? [] : withPhotoMarks(diffOf(before, after));
  await insertDocuments(sql, 'changes', [changeOf(after, version, fields, facts)]);
}

/** A customer from before versions were kept, or loaded in bulk, has its first state all the same. */
async function nextVersion(sql: Sql, customerId: string): Promise<number> {
  const { rows } = await sql.query<{ version: number }>(
    'SELECT coalesce(max(version), $2::integer) + 1 AS version FROM changes WHERE customer_id = $1',
    [customerId, FIRST],
  );
  return rows[0]?.version ?? FIRST + 1;
}

function changeOf(after: Customer, version: number, fields: Change['fields'], facts: ChangeFacts): Change {
  return {
    ...{ channel: '', offline: false, device: '', controls: {} },
    ...facts,
    id: newId(),
    rev: nextRev(),
    mutationId: newId(),
    scope: after.scope,
    updatedAt: facts.at,
    updatedBy: facts.actorId,
    customerId: after.id,
    version,
    ofMutation: after.mutationId,
    fields,
  };
}
