/** Profiles through a real core: main holds to the rules whatever a window sends, with and without a network. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { filter, map } from 'rxjs/operators';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import type { ConfigurationEntry } from '#shared/configuration/schema.ts';
import { type Customer, type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import { insertEntry, nameOf } from '../../src-server/configuration/configuration-repository.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';

let folder: string;
let demo: Demo;
let core: TestCore;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-core-profile-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 20, durable: false });
  const { rows } = await demo.pool.query(
    `SELECT id FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
  );
  id = rows[0].id;
  core = await startTestCore(join(folder, 'desk'), demo.serverUrl);
  await signInCore(core, 'casey');
  await core.status(isSynced);
});
afterAll(async () => {
  await core?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function shown(): Promise<Customer> {
  const view = await firstValueFrom(core.session.desk().customers.watch(id));
  if (!view) throw new Error('The customer is not on this desk.');
  return view.customer;
}

async function save(part: Partial<CustomerEditable>): Promise<void> {
  const base = editableOf(await shown());
  await core.session.desk().customers.update({ id, base, mine: { ...base, ...part } });
}

const answer = async (answers: Record<string, { value: string; touched: boolean }>) => {
  const { responses: base } = editableOf(await shown());
  return core.session.desk().profiles.answer({ customerId: id, base, answers });
};

/** What an administrator sets on the server, once this desk, which is online then, has it. */
/** The revisions of the categories on the server, by code. */
async function categoryRevs(): Promise<Record<string, string>> {
  const { rows } = await demo.pool.query(`SELECT name, rev FROM configuration WHERE kind = 'category'`);
  return Object.fromEntries(rows.map(({ name, rev }) => [name, rev]));
}

async function define(entry: ConfigurationEntry): Promise<void> {
  const { sync } = core.session.desk();
  sync.setOffline(true);
  await core.status(({ network }) => network === 'offlineByChoice');
  const envelope = { rev: '1-a', mutationId: uuidv7(), scope: ['*'], updatedBy: 'test' };
  const doc = { ...envelope, id: uuidv7(), updatedAt: new Date().toISOString(), entry };
  await demo.pool.query('DELETE FROM configuration WHERE kind = $1 AND name = $2', [
    entry.kind,
    nameOf(entry),
  ]);
  await insertEntry(demo.pool, doc);
  sync.setOffline(false);
  const entries$ = core.session.desk().configuration.watch();
  await firstValueFrom(entries$.pipe(filter((items) => items.some(({ id: known }) => known === doc.id))));
}

describe('main', () => {
  it.each([
    ['required', { SOURCE: { value: '', touched: true } }, 'responses.SOURCE'],
    ['notOffered', { SOURCE: { value: 'RADIO', touched: true } }, 'responses.SOURCE'],
    [
      'notOffered',
      { SOURCE: { value: 'WEB', touched: true }, HOME: { value: '', touched: true } },
      'responses.HOME',
    ],
  ])('refuses answers as %s: %o', async (code, answers, path) => {
    await expect(answer(answers)).rejects.toMatchObject({ code: 'INVALID', issues: [{ path, code }] });
    expect(editableOf(await shown()).responses).toEqual({});
  });

  it.each([
    ['unknownAttribute', { hat: 'M' }, 'attributes.hat'],
    ['typeMismatch', { shoe_size: '42' }, 'attributes.shoe_size'],
    ['unknownAttribute', { garden: true }, 'attributes.garden'],
  ])('refuses attributes as %s: %o', async (code, attributes, path) => {
    const refused = save({ given: 'Both', attributes });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID', issues: [{ path, code }] });
    expect((await shown()).given).not.toBe('Both');
  });

  it('changes nothing that a layout keeps from the role, whatever a window sends', async () => {
    const field = { hidden: false, readOnly: true, required: false, label: '', order: 0 };
    await define({ kind: 'layout', role: 'csr', fields: [{ ...field, path: 'middle' }] });
    const issues = [{ path: 'middle', code: 'readOnly' }];
    await expect(save({ middle: 'M' })).rejects.toMatchObject({ code: 'INVALID', issues });
    expect((await shown()).middle).not.toBe('M');
    // What the window says that the change was made on is not what counts: nothing changes then.
    const base = { ...editableOf(await shown()), middle: 'M' };
    await core.session.desk().customers.update({ id, base, mine: base });
    expect((await shown()).middle).not.toBe('M');
  });

  it('keeps the usual reason with a critical change, and asks for one where it is needed', async () => {
    const why = async () => {
      const { customers } = core.session.desk();
      return firstValueFrom(customers.versions(id).pipe(map((found) => found?.unsent?.why ?? '')));
    };
    await define({ kind: 'control', code: 'CHANGE_REASON', value: 'ASK' });
    core.session.desk().sync.setOffline(true);
    await core.status(({ network }) => network === 'offlineByChoice');
    const { family } = await shown();
    await save({ family: `${family}-Smith` });
    expect(await why()).toBe('Customer said');
    await define({ kind: 'control', code: 'CHANGE_REASON', value: 'REQUIRE' });
    const issues = [{ path: 'why', code: 'required' }];
    await expect(save({ family })).rejects.toMatchObject({ code: 'INVALID', issues });
    await save({ middle: '' });
  });

  it('begins no custom profile before the server said that everything for it is in place', async () => {
    const { configuration } = core.session.desk();
    const before = `SELECT id, external_id, doc FROM customers WHERE external_id IS NOT NULL`;
    const { rows } = await demo.pool.query(before);
    await demo.pool.query(`UPDATE customers SET external_id = NULL`);
    const held = `doc->'identifiers' @> '[{"kind": "external"}]'`;
    await demo.pool.query(`UPDATE customers SET doc = jsonb_set(doc, '{identifiers}', '[]') WHERE ${held}`);
    expect(await configuration.readiness()).toMatchObject({ externalId: false });
    core.session.desk().sync.setOffline(true);
    await core.status(({ network }) => network === 'offlineByChoice');
    expect(await configuration.readiness()).toMatchObject({ externalId: false });
    const issues = [{ path: 'readiness.externalId', code: 'required' }];
    await expect(save({ attributes: { shoe_size: 42 } })).rejects.toMatchObject({ code: 'INVALID', issues });
    for (const row of rows) {
      const values = [row.id, row.external_id, row.doc];
      await demo.pool.query(`UPDATE customers SET external_id = $2, doc = $3 WHERE id = $1`, values);
    }
    core.session.desk().sync.setOffline(false);
    await core.status(isSynced);
    expect(await configuration.readiness()).toMatchObject({ externalId: true });
  });

  it('writes no configuration without a network, and for no role that may not', async () => {
    const { configuration } = core.session.desk();
    const entry = { ...NEW_ATTRIBUTE, key: 'hat_size', label: 'Hat size', approvers: ['noor'] };
    const given = { id: '0193c0de-0000-4000-8000-000000000099', rev: '', entry };
    await expect(configuration.save(given)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    core.session.desk().sync.setOffline(true);
    await core.status(({ network }) => network === 'offlineByChoice');
    await expect(configuration.save(given)).rejects.toMatchObject({ code: 'OFFLINE' });
  });

  it('takes a whole profile offline, which stands on the server after sync', async () => {
    await answer({ SOURCE: { value: 'WEB', touched: true } });
    await save({ attributes: { shoe_size: 42 } });
    expect(editableOf(await shown())).toMatchObject({
      responses: {
        SOURCE: { response: 'WEB', source: 'agent', by: 'casey' },
        HOME: { response: 'UNKNOWN', source: 'default', by: 'casey' },
      },
      attributes: { shoe_size: 42 },
    });
    core.session.desk().sync.setOffline(false);
    await core.status(isSynced);
    const { rows } = await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [id]);
    const { SOURCE, HOME } = await categoryRevs();
    expect(rows[0].doc).toMatchObject({
      responses: {
        SOURCE: { response: 'WEB', configurationRev: SOURCE },
        HOME: { response: 'UNKNOWN', source: 'default', configurationRev: HOME },
      },
      attributes: { shoe_size: 42 },
    });
  });
});
