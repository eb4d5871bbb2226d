/** A backend, its people and customers, and what happens there without a desk. One world serves many simulations. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from '#server/db/pool.ts';
import { saveUser } from '#server/identity/user-repository.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { addCustomer, startServer, testIssuer } from '../support/backend.ts';
import { changeCustomer } from '../support/change-customer.ts';
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
