/** What a person types at a desk, and what of it the server has: the oracle of tests of faults. */
import { firstValueFrom } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { type Customer, editableOf } from '#shared/customer/schema.ts';
import type { TestCore } from './core.ts';

type Query = (sql: string, values: unknown[]) => Promise<{ rows: object[] }>;

/** Another family name for a customer. */
export async function rename(core: TestCore, id: string, family: string): Promise<void> {
  const view = await firstValueFrom(core.session.desk().customers.watch(id));
  if (!view) throw new Error('The customer is not on the desk.');
  const base = editableOf(view.customer);
  await core.session.desk().customers.update({ id, base, mine: { ...base, family } });
}

/** A new comment; its id. */
export async function comment(core: TestCore, customerId: string, text: string): Promise<string> {
  const id = uuidv7();
  await core.session.desk().comments.add({ id, customerId, text });
  return id;
}

/** Active customers of the north, which nobody has changed yet in this test file. */
export function customersOf(query: Query) {
  let taken = 0;
  return async (count: number): Promise<Customer[]> => {
    const { rows } = await query(
      `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number OFFSET $1 LIMIT $2`,
      [taken, count],
    );
    taken += count;
    if (rows.length < count) throw new Error('There are too few customers.');
    return (rows as { doc: Customer }[]).map(({ doc }) => doc);
  };
}

/** How many effects each of these documents has had, in their order. */
export async function effectsOn(query: Query, ids: readonly string[]): Promise<number[]> {
  const { rows } = await query(
    `SELECT id, (SELECT count(*)::int FROM change_feed WHERE doc_id = id) AS n
     FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, at) ORDER BY at`,
    [ids],
  );
  return (rows as { n: number }[]).map(({ n }) => n);
}
