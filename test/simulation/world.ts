/** A backend, its people and customers, and what happens there without a desk. One world serves many simulations. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { recordChange } from '#server/changes/record-change.ts';
import { findCustomerForUpdate, updateCustomer } from '#server/customer/customer-repository.ts';
import type { Pool } from '#server/db/pool.ts';
import { inTransaction } from '#server/db/transaction.ts';
import { saveUser } from '#server/identity/user-repository.ts';
import { moveHanging } from '#server/sync/document-repository.ts';
import { nextRev } from '#server/sync/revision.ts';
import { scopeOf } from '#shared/customer/placement.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { addCustomer, startServer, testIssuer } from '../support/backend.ts';
import { startTestPostgres } from '../support/postgres.ts';

export type World = {
  url: string;
  pool: Pool;
  token(sub: string): Promise<string>;
  /** A folder that `close` removes. */
  folder(): Promise<string>;
  addCustomer(region: string): Promise<string>;
  saveUser(me: Me): Promise<void>;
  /** Changes a customer as the backend's own programs do. */
  change(id: string, change: Partial<Customer>): Promise<void>;
  /** Makes every checkpoint foreign, as a restored backup does. */
  newEpoch(): Promise<void>;
  close(): Promise<void>;
};

const LIFE = '2h';

/** Starts PostgreSQL and a server on it. */
export async function startWorld(): Promise<World> {
  const postgres = await startTestPostgres();
  const { url: databaseUrl, pool } = await postgres.database();
  const issuer = await testIssuer();
  const server = await startServer(databaseUrl, issuer.keys);
  const folder = await mkdtemp(join(tmpdir(), 'callbook-simulation-'));
  return {
    url: server.url,
    pool,
    token: (sub) => issuer.token({ sub }, LIFE),
    folder: () => mkdtemp(join(folder, 'desk-')),
    addCustomer: async (region) => (await addCustomer(pool, { region })).id,
    saveUser: (me) => saveUser(pool, me),
    change: (id, change) => changeCustomer(pool, id, change),
    newEpoch: async () => void (await pool.query('UPDATE sync_epoch SET epoch = gen_random_uuid()')),
    async close() {
      await server.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As `npm run load` does it: with a version, and with all that hangs on the customer. */
function changeCustomer(pool: Pool, id: string, change: Partial<Customer>): Promise<void> {
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
    const found = await findCustomerForUpdate(client, id);
    if (!found || found.deleted) return;
    const at = new Date().toISOString();
    const next = {
      ...found.doc,
      ...change,
      mutationId: uuidv7(),
      rev: nextRev(found.doc.rev),
      updatedAt: at,
    };
    const doc = { ...next, scope: scopeOf(next) };
    await updateCustomer(client, doc, found.doc.scope);
    const actor = { actorId: 'import', actorName: 'Import' };
    await recordChange(client, found.doc, doc, { kind: 'loaded', why: '', madeAt: at, at, ...actor });
    if (doc.scope.join() !== found.doc.scope.join()) await moveHanging(client, id, doc.scope);
  });
}
