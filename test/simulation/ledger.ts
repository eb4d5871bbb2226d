/**
 * What was acknowledged to a person, and where it must be found at rest.
 *
 * Invariants checked
 * - P1: what was saved is in the customer, in a version, or in "needs attention" of the desk that took it. Only a later
 *   change of the same field at the same desk may stand for it: both went out as one.
 * - P2: no change is recorded twice.
 * - P6: of somebody who was forgotten nothing is left, on no desk and not on the server.
 */
import type { Pool } from '#server/db/pool.ts';
import { tablesWith } from '../support/forgetting.ts';

/**
 * `value` is the only one of its kind in the world. A desk that died before it could say `acknowledged` may have written it all
 * the same: nothing is promised of it, but it may stand for what was saved before.
 */
export type Saved = {
  acknowledged: boolean;
  desk: number;
  customerId: string;
  what: 'given' | 'family' | 'comment' | 'created';
  value: string;
};

type Change = { customerId: string; fields: { to?: unknown }[] };

/** What is lost or doubled, as sentences; none at rest. `attention` is the text of each desk's entries. */
export async function brokenPromises(
  pool: Pool,
  saved: readonly Saved[],
  attention: readonly string[],
  forgotten: ReadonlySet<string>,
): Promise<string[]> {
  const kept = saved.filter(({ customerId }) => !forgotten.has(customerId));
  return [...(await lostOrDoubled(pool, kept, attention)), ...(await remembered(pool, saved, forgotten))];
}

/** What was typed about the forgotten and is still in a table. */
async function remembered(
  pool: Pool,
  saved: readonly Saved[],
  forgotten: ReadonlySet<string>,
): Promise<string[]> {
  const values = saved.flatMap(({ customerId, value }) => (forgotten.has(customerId) ? value : []));
  const found = await Promise.all(
    values.map(async (value) => ((await tablesWith(pool, value)).length > 0 ? [`remembered: ${value}`] : [])),
  );
  return found.flat();
}

async function lostOrDoubled(
  pool: Pool,
  saved: readonly Saved[],
  attention: readonly string[],
): Promise<string[]> {
  const ids = [...new Set(saved.map(({ customerId }) => customerId))];
  const customers = await texts(pool, `SELECT doc FROM customers WHERE id = ANY($1)`, ids);
  const comments = await texts(pool, `SELECT doc FROM comments WHERE customer_id = ANY($1)`, ids);
  const { rows } = await pool.query<{ doc: Change }>(`SELECT doc FROM changes WHERE customer_id = ANY($1)`, [
    ids,
  ]);
  const versions = rows.map(({ doc }) => JSON.stringify(doc.fields));
  const onServer = [...customers, ...comments, ...versions].join('\n');
  const lost = saved.filter(
    (one, at) =>
      one.acknowledged &&
      !onServer.includes(one.value) &&
      !attention[one.desk]?.includes(one.value) &&
      !isReplaced(saved, at),
  );
  const doubled = saved.filter(
    ({ value }) =>
      timesSet(
        rows.map(({ doc }) => doc),
        value,
      ) > 1,
  );
  return [
    ...lost.map(({ what, value }) => `lost: ${what} ${value}`),
    ...doubled.map(({ what, value }) => `recorded twice: ${what} ${value}`),
  ];
}

function isReplaced(saved: readonly Saved[], at: number): boolean {
  const one = saved[at];
  return saved
    .slice(at + 1)
    .some(
      (later) =>
        later.desk === one?.desk &&
        later.customerId === one.customerId &&
        later.what === one.what &&
        one.what !== 'comment',
    );
}

function timesSet(changes: readonly Change[], value: string): number {
  return changes.flatMap(({ fields }) => fields).filter(({ to }) => to === value).length;
}

async function texts(pool: Pool, sql: string, ids: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ doc: unknown }>(sql, [ids]);
  return rows.map(({ doc }) => JSON.stringify(doc));
}
