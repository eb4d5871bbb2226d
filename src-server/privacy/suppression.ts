/** Keeps systems from bringing back who was forgotten. A person who comes back by themselves is registered anew by a person. */
import type { Sql } from '../db/pool.ts';
import type { Person, Privacy } from './privacy.ts';

/** True when an address, phone or external id is one of somebody who was forgotten. */
export async function isSuppressed(sql: Sql, privacy: Privacy, person: Person): Promise<boolean> {
  const { rows } = await sql.query<{ known: boolean }>(
    'SELECT EXISTS (SELECT FROM suppression WHERE hash = ANY ($1)) AS known',
    [privacy.hashesOf(person)],
  );
  return rows[0]?.known ?? false;
}
