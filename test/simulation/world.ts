/** A backend, its people and customers, and what happens there without a desk. One world serves many simulations. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from '#server/db/pool.ts';
import { planJob } from '#server/erasure/job.ts';
import { saveUser } from '#server/identity/user-repository.ts';
import { openPrivacy } from '#server/privacy/privacy.ts';
import { bumpEpoch } from '#server/sync/epoch.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { ServiceRequest } from '#shared/request/schema.ts';
import { addCustomer, desk, OFFICER, privacyDirOf, startServer, testIssuer } from '../support/backend.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { requestRow } from '../support/forgetting.ts';
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
  /**
   * Has the person forgotten: asked for by one officer, approved by another. Resolves when the server has done it; with
   * false when there is no such customer there.
   */
  forget(id: string): Promise<boolean>;
  /** Puts back what a backup holds of a person who was forgotten since, as a server finds it that opens such a database. */
  restore(id: string): Promise<void>;
  /** Makes every checkpoint foreign, as a restored backup does. */
  newEpoch(): Promise<void>;
  close(): Promise<void>;
};

const LIFE = '2h';
const LOOK_EVERY_MS = 20;
const OFFICERS: Me[] = ['officer-1', 'officer-2'].map((sub) => ({ ...OFFICER, sub }));

/** Starts PostgreSQL and a server on it. */
export async function startWorld(): Promise<World> {
  const postgres = await startTestPostgres();
  const { url: databaseUrl, pool } = await postgres.database();
  const issuer = await testIssuer();
  const server = await startServer(databaseUrl, issuer.keys);
  for (const officer of OFFICERS) await saveUser(pool, officer);
  const privacy = await openPrivacy(privacyDirOf(databaseUrl));
  const backups = new Map<string, Backup>();
  const folder = await mkdtemp(join(tmpdir(), 'callbook-simulation-'));
  return {
    url: server.url,
    pool,
    token: (sub) => issuer.token({ sub }, LIFE),
    folder: () => mkdtemp(join(folder, 'desk-')),
    addCustomer: async (region) => (await addCustomer(pool, { region })).id,
    saveUser: (me) => saveUser(pool, me),
    change: (id, change) => changeCustomer(pool, id, change),
    forget: async (id) => {
      const [asking, approving] = await Promise.all(OFFICERS.map(({ sub }) => issuer.token({ sub }, LIFE)));
      const { body } = await desk(server.url, asking ?? '').push('requests', requestRow(id));
      const request = body.results[0]?.master as ServiceRequest | null | undefined;
      if (request?.state !== 'accepted') return false;
      backups.set(id, await rowsAbout(pool, id));
      await approve(server.url, approving ?? '', request);
      await until(() => isDone(pool, request.id));
      return true;
    },
    async restore(id) {
      await putBack(pool, backups.get(id) ?? {});
      const subject = privacy.subjectOf(id);
      if (backups.has(id)) {
        // Pushes are answered from the ledger meanwhile; a server that lacks its entries is not open before it has them.
        await planJob(pool, {
          subject,
          requestId: null,
          customerId: id,
          reference: 'R-0',
          dueAt: new Date(),
        });
        await until(() => isErasedAgain(pool, subject));
      }
      await bumpEpoch(pool);
    },
    newEpoch: async () => void (await pool.query('UPDATE sync_epoch SET epoch = gen_random_uuid()')),
    async close() {
      await server.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const IN_BACKUP = ['customers', 'comments'] as const;
type Backup = Partial<Record<(typeof IN_BACKUP)[number], string>>;

async function rowsAbout(pool: Pool, id: string): Promise<Backup> {
  const backup: Backup = {};
  for (const table of IN_BACKUP) {
    const column = table === 'customers' ? 'id' : 'customer_id';
    const { rows } = await pool.query<{ text: string }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')::text AS text FROM ${table} t WHERE ${column} = $1`,
      [id],
    );
    backup[table] = rows[0]?.text ?? '[]';
  }
  return backup;
}

async function putBack(pool: Pool, backup: Backup): Promise<void> {
  for (const [table, text] of Object.entries(backup)) {
    await pool.query(
      `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1) ON CONFLICT DO NOTHING`,
      [text],
    );
  }
}

async function isErasedAgain(pool: Pool, subject: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'SELECT FROM erasure_job WHERE subject = $1 AND ended_at IS NOT NULL',
    [subject],
  );
  return rowCount === 1;
}

async function approve(url: string, token: string, { id, rev }: ServiceRequest): Promise<void> {
  const response = await fetch(`${url}/v1/requests/${id}/approve`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ rev }),
  });
  if (!response.ok) throw new Error(`not approved: ${response.status}`);
}

async function isDone(pool: Pool, id: string): Promise<boolean> {
  const { rows } = await pool.query<{ state: string }>(
    `SELECT doc->>'state' AS state FROM requests WHERE id = $1`,
    [id],
  );
  return rows[0]?.state === 'done';
}

async function until(fits: () => Promise<boolean>): Promise<void> {
  while (!(await fits())) await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
}
