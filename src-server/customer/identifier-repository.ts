/**
 * Numbers by which other systems know a customer. Guards that a number which two customers turn out to have is never
 * dropped: the later one is kept and marked as contested, for a person to decide.
 */
import type { Customer } from '#shared/customer/schema.ts';
import type { Sql } from '../db/pool.ts';

type Identifier = Customer['identifiers'][number];
type Key = Pick<Identifier, 'kind' | 'system' | 'value'>;

/**
 * The customer with each identifier marked as contested or not; those that stood before keep their mark.
 * Two customers that get the same number at once are taken one after the other.
 */
export async function withContested(sql: Sql, before: Customer | null, after: Customer): Promise<Customer> {
  const known = new Map((before?.identifiers ?? []).map((one) => [keyText(one), one.contested]));
  const fresh = after.identifiers.filter((one) => !known.has(keyText(one)));
  await lockKeys(sql, fresh);
  const taken = new Set<string>();
  for (const one of fresh) if (await isTaken(sql, one, after.id)) taken.add(keyText(one));
  const identifiers = after.identifiers.map((one) => ({
    ...one,
    contested: known.get(keyText(one)) ?? taken.has(keyText(one)),
  }));
  return { ...after, identifiers };
}

/** Ids of the customers that have this number, those whose number it is by the loaded file's column among them. */
export async function findByIdentifier(
  sql: Sql,
  { kind, system, value }: Omit<Key, 'system'> & { system?: string },
): Promise<string[]> {
  const element = JSON.stringify([{ kind, value, ...(system !== undefined && { system }) }]);
  const { rows } = await sql.query<{ id: string }>(FIND, [
    element,
    kind === 'external' && !system ? value : null,
  ]);
  return rows.map(({ id }) => id);
}

/** Two questions, so that each has its index. */
const FIND = `
  SELECT id FROM customers WHERE doc->'identifiers' @> $1::jsonb AND NOT deleted
  UNION
  SELECT id FROM customers WHERE external_id = $2 AND NOT deleted
  ORDER BY id LIMIT 3`;

async function isTaken(sql: Sql, key: Key, id: string): Promise<boolean> {
  const owners = await findByIdentifier(sql, key);
  return owners.some((owner) => owner !== id);
}

/** In one order, so that two that share several numbers do not wait for each other. */
async function lockKeys(sql: Sql, keys: readonly Key[]): Promise<void> {
  const texts = [...new Set(keys.map(keyText))].sort();
  for (const text of texts) await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [text]);
}

function keyText({ kind, system, value }: Key): string {
  return JSON.stringify([kind, system, value]);
}
