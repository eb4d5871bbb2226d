/** Whether a pushed change was made on the state that is stored. */
import type { Envelope } from '#shared/sync/envelope.ts';
import type { Sql } from '../db/pool.ts';
import type { ParsedRow, PushContext } from './push-row.ts';

/**
 * True when the desk knew the stored state, or made it itself: it pushed that state and has not pulled it back
 * (`mutationId`), or pushed it and went on before the answer came (a receipt of this client that began at this
 * base, which is null as long as the desk knows of no answer to a document that it made).
 */
export async function isBasedOn(
  sql: Sql,
  { clientId }: Pick<PushContext, 'clientId'>,
  { id, base }: Pick<ParsedRow, 'id' | 'base'>,
  stored: Pick<Envelope, 'rev' | 'mutationId'>,
): Promise<boolean> {
  if (base !== null && (base.rev === stored.rev || base.mutationId === stored.mutationId)) return true;
  const { rows } = await sql.query<{ made: boolean }>(
    `SELECT EXISTS (SELECT FROM push_receipt
       WHERE doc_id = $1 AND new_rev = $2 AND base_rev IS NOT DISTINCT FROM $3 AND client_id = $4) AS made`,
    [id, stored.rev, base?.rev ?? null, clientId],
  );
  return rows[0]?.made ?? false;
}
