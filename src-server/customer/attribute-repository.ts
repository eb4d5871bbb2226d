/** Values of custom attributes that no two customers may share (FEATURES D1). */
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { isEmpty } from '#shared/profile/attribute-value.ts';
import type { FieldError } from '#shared/sync/protocol.ts';
import type { Sql } from '../db/pool.ts';

type Profile = Pick<CustomerEditable, 'attributes'>;

/**
 * `taken` for each unique attribute whose new value another customer has. Two customers that get one value at once are
 * taken one after the other.
 */
export async function takenValues(
  sql: Sql,
  id: string,
  { attributes }: Profile,
  before: Profile | null,
  definitions: readonly AttributeDefinition[],
): Promise<FieldError[]> {
  const fresh = definitions
    .filter(({ unique, state }) => unique && state === 'active')
    .map(({ key }) => key)
    .filter((key) => !isEmpty(attributes[key]) && attributes[key] !== before?.attributes[key])
    .toSorted();
  const errors: FieldError[] = [];
  for (const key of fresh) {
    const holding = JSON.stringify({ [key]: attributes[key] });
    await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [holding]);
    const { rows } = await sql.query(TAKEN, [holding, id]);
    if (rows.length > 0) errors.push({ path: `attributes.${key}`, code: 'taken' });
  }
  return errors;
}

const TAKEN = `
  SELECT 1 FROM customers WHERE doc->'attributes' @> $1::jsonb AND id <> $2 AND NOT deleted LIMIT 1`;
