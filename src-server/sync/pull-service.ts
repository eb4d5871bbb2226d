/**
 * Pull: what changed for this user since a checkpoint.
 *
 * Invariants
 * - After the answer's checkpoint nothing before it can still appear (see feed-repository.ts).
 * - Nothing leaves that the user may not hold now; of a row that is not theirs only the id, as `gone`.
 * - Of a customer and of a version nothing leaves that the user's role does not read.
 * - A checkpoint of another history is refused, never guessed at.
 */
import { audienceKeys } from '#shared/comment/visibility.ts';
import type { Me } from '#shared/permission/me.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Checkpoint, Gone, PullRequest, PullResponse } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/wire-error.ts';
import { type AsSeen, asSeenBy } from './as-seen.ts';
import { epochFor } from './epoch.ts';
import { type FeedBounds, type FeedRow, feedBounds, OP, readFeed } from './feed-repository.ts';
import { isEverybodys, mayPull, seesEveryRow } from './scope.ts';

const BEGINNING = { xid: '0', seq: '0' };
const MAX_SEQ = 2n ** 63n - 1n;

/**
 * The next page of a collection for a user.
 * @throws HttpError 409 for a checkpoint of another epoch or from the future.
 */
export async function pull(
  pool: Pool,
  me: Me,
  collection: CollectionName,
  request: Pick<PullRequest, 'checkpoint' | 'limit'>,
): Promise<PullResponse> {
  const bounds = await feedBounds(pool);
  const epoch = epochFor(bounds.epoch, me);
  const after = request.checkpoint ?? { epoch, ...BEGINNING };
  refuseForeign(after, epoch, bounds);
  if (!mayPull(me, collection)) return { documents: [], gone: [], checkpoint: after, more: false };
  const scopeKeys = isEverybodys(collection) || seesEveryRow(me) ? null : me.scopeKeys;
  const audience = audienceKeys(me);
  const { rows, more } = await readFeed(pool, {
    collection,
    after,
    scopeKeys,
    audience,
    limit: request.limit,
  });
  const last = rows.at(-1);
  const checkpoint = last ? { epoch, xid: last.xid, seq: last.seq } : atHorizon(after, bounds);
  return { ...split(rows, await asSeenBy(pool, me, collection)), checkpoint, more };
}

function refuseForeign(checkpoint: Checkpoint, epoch: string, bounds: FeedBounds): void {
  const future = BigInt(checkpoint.xid) > BigInt(bounds.xmax) || BigInt(checkpoint.seq) > MAX_SEQ;
  if (checkpoint.epoch !== epoch || future) throw new HttpError(409, 'mustRefetch');
}

/**
 * Where an empty page leaves the desk: at the horizon, so that the rows it skipped are not read again. The
 * horizon was taken before the page was read, hence the page has seen everything below it.
 */
function atHorizon(after: Checkpoint, bounds: FeedBounds): Checkpoint {
  const ahead = BigInt(after.xid) >= BigInt(bounds.xmin);
  return ahead ? after : { epoch: after.epoch, xid: bounds.xmin, seq: '0' };
}

function split(rows: FeedRow[], asSeen: AsSeen): Pick<PullResponse, 'documents' | 'gone'> {
  const documents = rows.flatMap(({ doc }) => (doc ? [asSeen(doc)] : []));
  const gone = rows.filter(({ doc }) => doc === null).map(goneOf);
  return { documents, gone };
}

/** The revision stays empty: that of a row outside the scope would tell how it goes on there. */
function goneOf(row: FeedRow): Gone {
  if (row.op === OP.erase) return { id: row.id, rev: '', reason: 'erased' };
  const deleted = row.deleted === null || (row.deleted && row.inScope);
  return { id: row.id, rev: '', reason: deleted ? 'deleted' : 'outOfScope' };
}
