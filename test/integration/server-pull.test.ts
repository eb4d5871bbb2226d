/** Pull and poke: only what is in scope, nothing left out, and every server process tells its desks. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newEmail } from '#shared/customer/contact-points.ts';
import type { Checkpoint } from '#shared/sync/protocol.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import { inTransaction } from '../../src-server/db/transaction.ts';
import { saveUser } from '../../src-server/identity/user-repository.ts';
import { loadRow } from '../../src-server/load/load-row.ts';
import { openPrivacy } from '../../src-server/privacy/privacy.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { bumpEpoch, renewEpochIfRestored } from '../../src-server/sync/epoch.ts';
import {
  ADMIN,
  addCustomer,
  addPeople,
  desk,
  edit,
  OFFICER,
  privacyDirOf,
  startServer,
  testIssuer,
} from '../support/backend.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
let pool: Pool;
let url: string;
let server: RunningServer;
let issuer: Awaited<ReturnType<typeof testIssuer>>;

beforeAll(async () => {
  postgres = await startTestPostgres();
  ({ pool, url } = await postgres.database());
  await addPeople(pool);
  issuer = await testIssuer();
  server = await startServer(url, issuer.keys);
});
afterAll(async () => {
  await server.close();
  await postgres.stop();
});

const deskOf = async (sub: string, at = server.url) => desk(at, await issuer.token({ sub }));

/** Everything a user gets, page by page. */
async function pullAll(sub: string, collection: 'customers' | 'comments' | 'teams', limit = 3) {
  const who = await deskOf(sub);
  const held = new Map<string, unknown>();
  let checkpoint: Checkpoint | null = null;
  for (let more = true; more; ) {
    const { body } = await who.pull(collection, checkpoint, limit);
    for (const doc of body.documents) held.set((doc as { id: string }).id, doc);
    for (const { id } of body.gone) held.delete(id);
    ({ checkpoint, more } = body);
  }
  return { held, checkpoint };
}

/** Moves a customer as an import with --move does. */
async function move(customer: { id: string; emails: { address: string }[] }, region: string) {
  const draft = {
    externalId: null,
    prefix: '',
    given: '',
    family: '',
    organisation: '',
    language: '',
    phones: [],
    addresses: [],
    attributes: {},
  };
  const privacy = await openPrivacy(privacyDirOf(url));
  const rules = { placement: { region, teamId: null }, move: true, dryRun: false, privacy };
  const emails = customer.emails.map(({ address }) => ({ address, label: '' }));
  await inTransaction(pool, (client) => loadRow(client, { ...draft, emails }, 1, rules));
}

const email = () => [
  newEmail({ id: randomUUID(), address: `${randomUUID()}@example.com`, label: '', primary: true }),
];

describe('scope', () => {
  it('is exactly what SQL says, for every page size', async () => {
    for (const region of ['north', 'south', 'north', 'east', 'north']) await addCustomer(pool, { region });
    for (const limit of [1, 2, 1000]) {
      const { held } = await pullAll('north', 'customers', limit);
      const { rows } = await pool.query(`SELECT doc FROM customers WHERE scope_keys && '{region:north}'`);
      const expected = new Map(rows.map(({ doc }) => [doc.id, doc]));
      expect(new Map([...held].sort())).toEqual(new Map([...expected].sort()));
    }
    const { rows } = await pool.query('SELECT count(*)::int AS n FROM customers');
    expect((await pullAll(OFFICER.sub, 'customers')).held.size).toBe(rows[0].n);
  });

  it('gives roles without customer.read the teams and nothing else', async () => {
    expect((await pullAll(ADMIN.sub, 'teams')).held.size).toBe(12);
    expect((await pullAll(ADMIN.sub, 'customers')).held.size).toBe(0);
    expect((await pullAll(ADMIN.sub, 'comments')).held.size).toBe(0);
  });

  it('says beforehand how much a first sync brings, of what the role may read', async () => {
    for (const sub of ['north', OFFICER.sub, ADMIN.sub]) {
      const token = await issuer.token({ sub });
      const answer = await fetch(`${server.url}/sync/v1/expected`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const expected = await answer.json();
      for (const name of ['customers', 'comments', 'teams'] as const) {
        expect(expected[name] ?? 0).toBe((await pullAll(sub, name)).held.size);
      }
    }
    expect((await fetch(`${server.url}/sync/v1/expected`)).status).toBe(401);
  });

  it('tells a desk that a customer and its comments have left, and the other desk that they came', async () => {
    const customer = await addCustomer(pool, { emails: email() });
    const north = await deskOf('north');
    const note = {
      id: randomUUID(),
      customerId: customer.id,
      text: 'Note',
      writtenAt: '2026-01-01T00:00:00.000Z',
    };
    await north.push('comments', { mutationId: randomUUID(), base: null, doc: note });
    const before = {
      customers: await pullAll('north', 'customers'),
      comments: await pullAll('north', 'comments'),
    };
    await move(customer, 'south');
    const left = await north.pull('customers', before.customers.checkpoint);
    expect(left.body).toMatchObject({
      documents: [],
      gone: [{ id: customer.id, rev: '', reason: 'outOfScope' }],
    });
    const notes = await north.pull('comments', before.comments.checkpoint);
    expect(notes.body).toMatchObject({
      documents: [],
      gone: [{ id: note.id, rev: '', reason: 'outOfScope' }],
    });
    expect((await pullAll('south', 'customers')).held.get(customer.id)).toMatchObject({
      scope: ['region:south'],
    });
    expect((await pullAll('south', 'comments')).held.get(note.id)).toMatchObject({ scope: ['region:south'] });
    expect((await north.push('customers', edit(customer, { given: 'X' }))).body.results[0]?.status).toBe(
      'outOfScope',
    );
  });

  it('tells a desk that a customer was deleted', async () => {
    const customer = await addCustomer(pool);
    const { checkpoint } = await pullAll('north', 'customers');
    await pool.query('UPDATE customers SET deleted = true WHERE id = $1', [customer.id]);
    await pool.query(
      `INSERT INTO change_feed (collection, doc_id, op, scope_keys) VALUES ('customers', $1, 2, '{region:north}')`,
      [customer.id],
    );
    const { body } = await (await deskOf('north')).pull('customers', checkpoint);
    expect(body.gone).toEqual([{ id: customer.id, rev: '', reason: 'deleted' }]);
  });
});

describe('the checkpoint', () => {
  it('stays where it is, or goes on, when nothing comes', async () => {
    const { checkpoint } = await pullAll('north', 'customers');
    const north = await deskOf('north');
    const { body } = await north.pull('customers', checkpoint);
    expect(body).toMatchObject({ documents: [], gone: [], more: false });
    const customer = await addCustomer(pool);
    const after = await north.pull('customers', body.checkpoint);
    expect(after.body.documents).toMatchObject([{ id: customer.id }]);
  });

  it('is refused when it is tampered with, of another user, of another epoch or from the future', async () => {
    const { checkpoint } = await pullAll('north', 'customers');
    if (!checkpoint) throw new Error('unreachable');
    const north = await deskOf('north');
    const statuses = async (given: unknown[]) =>
      Promise.all(
        given.map(
          async (cp) =>
            (
              await north.post('/sync/v1/customers/pull', {
                protocol: 1,
                clientId: north.clientId,
                checkpoint: cp,
                limit: 10,
              })
            ).status,
        ),
      );
    const foreign = (await pullAll('south', 'customers')).checkpoint;
    const refetch = [
      { ...checkpoint, epoch: randomUUID() },
      { ...checkpoint, xid: '4000000000' },
      { ...checkpoint, xid: '99999999999999999999' },
      { ...checkpoint, seq: '9999999999999999999' },
      foreign,
    ];
    expect(await statuses(refetch)).toEqual(refetch.map(() => 409));
    const broken = [
      { ...checkpoint, xid: '-1' },
      { ...checkpoint, xid: "1'; DROP TABLE customers" },
      { ...checkpoint, seq: 1 },
      'x',
      [],
      7,
    ];
    expect(await statuses(broken)).toEqual(broken.map(() => 400));
  });

  it('is refused after the user’s scope changed', async () => {
    const user = { sub: 'mover', name: 'Mo', role: 'csr' as const, scopeKeys: ['region:east'] };
    await saveUser(pool, user);
    const { checkpoint } = await pullAll('mover', 'customers');
    await saveUser(pool, { ...user, scopeKeys: ['region:west'] });
    expect((await (await deskOf('mover')).pull('customers', checkpoint)).status).toBe(409);
  });

  it('is refused after a restored backup', async () => {
    const { checkpoint } = await pullAll('north', 'customers');
    expect(await renewEpochIfRestored(pool)).toBe(false);
    await pool.query(`UPDATE sync_epoch SET timeline_id = timeline_id + 1`);
    expect(await renewEpochIfRestored(pool)).toBe(true);
    expect((await (await deskOf('north')).pull('customers', checkpoint)).status).toBe(409);
    const again = (await pullAll('north', 'customers')).checkpoint;
    await bumpEpoch(pool);
    expect((await (await deskOf('north')).pull('customers', again)).status).toBe(409);
  });
});

/** The poke stream of a user; `next` waits for the next event or the end. */
async function listen(at: string, token: string) {
  const response = await fetch(`${at}/sync/v1/poke`, { headers: { authorization: `Bearer ${token}` } });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  async function next(): Promise<string | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        if (!event.startsWith(':')) return event;
        continue;
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return undefined;
      text += chunk.value;
    }
  }
  return { status: response.status, next, cancel: () => reader?.cancel() };
}

describe('pokes', () => {
  it('reach a desk at another server process, and name only collections its role may read', async () => {
    const second = await startServer(url, issuer.keys);
    const listening = await listen(second.url, await issuer.token({ sub: 'south' }));
    const admin = await listen(second.url, await issuer.token({ sub: ADMIN.sub }));
    const customer = await addCustomer(pool);
    await (await deskOf('north')).push('customers', edit(customer, { given: 'Poke' }));
    expect(await listening.next()).toBe('event: poke\ndata: {"collection":"customers"}');
    await second.close();
    expect(await admin.next()).toBeUndefined();
  });

  it('come again once the horizon shows the change', async () => {
    const listening = await listen(server.url, await issuer.token({ sub: 'north' }));
    const customer = await addCustomer(pool);
    const { checkpoint } = await pullAll('north', 'customers');
    const slow = await pool.connect();
    await slow.query('BEGIN');
    await slow.query('SELECT pg_current_xact_id()');
    const north = await deskOf('north');
    await north.push('customers', edit(customer, { given: 'Hidden' }));
    await listening.next();
    expect((await north.pull('customers', checkpoint)).body.documents).toEqual([]);
    await slow.query('COMMIT');
    slow.release();
    await listening.next();
    expect((await north.pull('customers', checkpoint)).body.documents).toMatchObject([{ given: 'Hidden' }]);
    await listening.cancel();
  });

  it('end when the token does', async () => {
    // The server grants 30 s of leeway; a token that ended 29 s ago has one second left.
    const token = await issuer.token({ sub: 'north' }, '-29s');
    const listening = await listen(server.url, token);
    expect(listening.status).toBe(200);
    // Pokes of changes made before may still come.
    let event = await listening.next();
    while (event !== undefined) event = await listening.next();
  });
});
