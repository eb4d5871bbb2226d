/** Keeps systems from bringing back who was forgotten. A person who comes back by themselves is registered anew by a person. */
import type { Sql } from '../db/pool.ts';
import type { Person, PersonName, Privacy } from './privacy.ts';

/** Remembers these keyed hashes as those of somebody who was forgotten. */
export async function suppress(sql: Sql, hashes: readonly string[], reference: string): Promise<void> {
  await sql.query(
    `INSERT INTO suppression (hash, reference) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING`,
    [hashes, reference],
  );
}

/** True when an address, phone or external id is one of somebody who was forgotten. */
export async function isSuppressed(sql: Sql, privacy: Privacy, person: Person): Promise<boolean> {
  return isKnown(sql, privacy.hashesOf(person));
}

/** True when somebody who was forgotten was called so. Ask it only where nobody is called so now. */
export function wasForgotten(sql: Sql, privacy: Privacy, name: PersonName): Promise<boolean> {
  return isKnown(sql, [privacy.hashOfName(name)]);
}

async function isKnown(sql: Sql, hashes: readonly string[]): Promise<boolean> {
  const { rows } = await sql.query<{ known: boolean }>(
    'SELECT EXISTS (SELECT FROM suppression WHERE hash = ANY ($1)) AS known',
    [hashes],
  );
  return rows[0]?.known ?? false;
}
