/** The answer of a route about one customer who was forgotten: it says so, to anybody and at any age. */
import type { Sql } from '../db/pool.ts';
import { HttpError } from '../http/wire-error.ts';
import { isErased } from './ledger.ts';
import type { Privacy } from './privacy.ts';

/** Throws HttpError 410 `erased` when the person was forgotten. Ask it where no such customer was found. */
export async function refuseErased(sql: Sql, privacy: Privacy, customerId: string): Promise<void> {
  if (await isErased(sql, privacy, [customerId])) throw new HttpError(410, 'erased');
}
