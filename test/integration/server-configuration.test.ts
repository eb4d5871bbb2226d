/** Configuration over HTTP: who may write what, what the rules refuse, and what the database holds to by itself. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import type { AttributeDefinition, Configuration, ProfileCategory } from '#shared/configuration/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { ADMIN, addCustomer, type Backend, desk, NORTH, OFFICER, startBackend } from '../support/backend.ts';

const STEWARD: Me = { sub: 'steward', name: 'Stu Steward', role: 'dataSteward', scopeKeys: ['*'] };
const SENIOR: Me = { sub: 'senior', name: 'Sen Senior', role: 'seniorCsr', scopeKeys: ['region:north'] };

let pool: Backend['pool'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let close: Backend['close'];

beforeAll(async () => {
  ({ pool, server, issuer, close } = await startBackend({ people: [STEWARD, SENIOR] }));
});
afterAll(() => close?.());

type Answer = {
  status: number;
  body: { rev?: string; code?: string; issues?: object[] } & Record<string, unknown>;
};

async function ask({ sub }: Me, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${server.url}/v1/configuration${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await issuer.token({ sub })}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const category = (code: string, is: Partial<ProfileCategory> = {}): ProfileCategory => ({
  kind: 'category',
  code,
  description: 'Something',
  required: false,
  order: 0,
  active: true,
  responses: [
    { code: 'A', description: 'A', order: 0, active: true, isDefault: false },
    { code: 'B', description: 'B', order: 1, active: true, isDefault: false },
  ],
  ...is,
});

const layout = (path: string, is: object): object => ({
  kind: 'layout',
  role: '*',
  fields: [{ path, hidden: false, readOnly: false, required: false, label: '', order: 0, ...is }],
});

const attribute = (key: string, is: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  ...NEW_ATTRIBUTE,
  key,
  label: 'Shoe size',
  type: 'integer',
  approvers: [OFFICER.sub],
  ...is,
});

/** Saves a new entry and returns where it stands. */
async function added(who: Me, entry: object): Promise<{ id: string; rev: string }> {
  const id = randomUUID();
  const { status, body } = await ask(who, 'PUT', `/${id}`, { rev: '', entry });
  expect([status, body]).toEqual([200, { rev: expect.any(String) }]);
  return { id, rev: String(body.rev) };
}

/** A definition that went the whole way to active. */
async function activated(key: string): Promise<{ id: string; rev: string }> {
  const { id, rev } = await added(STEWARD, attribute(key));
  const proposed = await ask(STEWARD, 'POST', `/${id}/state`, { rev, to: 'proposed' });
  const approved = await ask(OFFICER, 'POST', `/${id}/verdict`, {
    rev: proposed.body.rev,
    verdict: 'approved',
    comment: 'Needed for deliveries',
  });
  const active = await ask(STEWARD, 'POST', `/${id}/state`, { rev: approved.body.rev, to: 'active' });
  expect([proposed.status, approved.status, active.status]).toEqual([200, 200, 200]);
  return { id, rev: String(active.body.rev) };
}

async function entryOf<T>(id: string): Promise<T> {
  const { rows } = await pool.query('SELECT doc FROM configuration WHERE id = $1', [id]);
  return rows[0]?.doc.entry;
}

describe('writing the configuration', () => {
  it('reaches every desk by the feed', async () => {
    const { id, rev } = await added(ADMIN, category('FEED'));
    const north = desk(server.url, await issuer.token({ sub: NORTH.sub }));
    const documents = async () => (await north.pull('configuration')).body.documents as Configuration[];
    expect(await documents()).toContainEqual(expect.objectContaining({ id, rev, entry: category('FEED') }));
    const changed = await ask(ADMIN, 'PUT', `/${id}`, { rev, entry: category('FEED', { required: true }) });
    expect((await documents()).find((one) => one.id === id)).toMatchObject({
      rev: changed.body.rev,
      entry: { required: true },
    });
    await ask(ADMIN, 'DELETE', `/${id}`, { rev: changed.body.rev });
    const { body } = await north.pull('configuration');
    expect(body.gone).toContainEqual({ id, rev: '', reason: 'deleted' });
  });

  it.each<[string, Me, object, number]>([
    ['categories: administrator', ADMIN, category('ROLE1'), 200],
    ['categories: steward', STEWARD, category('ROLE2'), 200],
    ['categories: representative', NORTH, category('ROLE3'), 403],
    ['categories: privacy officer', OFFICER, category('ROLE4'), 403],
    ['controls: administrator', ADMIN, { kind: 'control', code: 'K87', value: true }, 200],
    ['controls: steward', STEWARD, { kind: 'control', code: 'L51', value: true }, 403],
    ['attributes: senior', SENIOR, attribute('role_one'), 200],
    ['attributes: administrator', ADMIN, attribute('role_two'), 403],
    ['attributes: representative', NORTH, attribute('role_three'), 403],
  ])('is for the role that may: %s', async (_name, who, entry, status) => {
    const answer = await ask(who, 'PUT', `/${randomUUID()}`, { rev: '', entry });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: 'FORBIDDEN', issues: [] });
  });

  it('is refused on a revision that does not stand', async () => {
    const { id, rev } = await added(ADMIN, category('STALE'));
    await ask(ADMIN, 'PUT', `/${id}`, { rev, entry: category('STALE', { order: 5 }) });
    for (const old of [rev, '']) {
      const answer = await ask(ADMIN, 'PUT', `/${id}`, { rev: old, entry: category('STALE', { order: 9 }) });
      expect(answer).toMatchObject({ status: 409, body: { code: 'STALE' } });
    }
    expect(await entryOf(id)).toMatchObject({ order: 5 });
  });

  it('refuses a code that is taken, two defaults, a control of another type, and a layout that hides what is needed', async () => {
    await added(ADMIN, category('TWICE'));
    const [response] = category('X').responses;
    const defaults = ['A', 'B'].map((code) => ({ ...response, code, isDefault: true }));
    const refused: [object, object][] = [
      [category('TWICE'), { path: 'code', code: 'duplicate' }],
      [
        { ...category('DEF'), responses: defaults },
        { path: 'responses.1.isDefault', code: 'oneDefault' },
      ],
      [
        { kind: 'control', code: 'E60', value: 'yes' },
        { path: 'value', code: 'typeMismatch' },
      ],
      [
        { kind: 'control', code: 'L37', value: 'BATCH' },
        { path: 'value', code: 'range' },
      ],
      [layout('family', { hidden: true }), { path: 'fields.0.hidden', code: 'cannotHide' }],
      [layout('no.such', {}), { path: 'fields.0.path', code: 'notOffered' }],
    ];
    for (const [entry, issue] of refused) {
      const answer = await ask(ADMIN, 'PUT', `/${randomUUID()}`, { rev: '', entry });
      expect(answer).toMatchObject({ status: 422, body: { code: 'INVALID', issues: [issue] } });
    }
  });

  it('keeps a response that a customer has, and a category that one answered', async () => {
    const { id, rev } = await added(ADMIN, category('USED'));
    const at = '2026-11-22T08:00:00.000Z';
    await addCustomer(pool, { responses: { USED: { response: 'A', source: 'agent', at, by: 'north' } } });
    const without = (code: string) => ({
      ...category('USED'),
      responses: category('USED').responses.filter((one) => one.code !== code),
    });
    const answer = await ask(ADMIN, 'PUT', `/${id}`, { rev, entry: without('A') });
    expect(answer).toMatchObject({ status: 422, body: { issues: [{ path: 'responses.A', code: 'inUse' }] } });
    expect((await ask(ADMIN, 'DELETE', `/${id}`, { rev })).body).toMatchObject({ code: 'INVALID' });
    expect((await ask(ADMIN, 'PUT', `/${id}`, { rev, entry: without('B') })).status).toBe(200);
  });
});

describe('the life of a custom attribute', () => {
  it('takes as many approvals as the control wants, and keeps the names of those who spoke', async () => {
    const control = await added(ADMIN, { kind: 'control', code: 'APPROVALS', value: 1 });
    const approvers = [STEWARD.sub, OFFICER.sub];
    const { id, rev } = await added(STEWARD, attribute('one_of_two', { approvers }));
    const proposed = await ask(SENIOR, 'POST', `/${id}/state`, { rev, to: 'proposed' });
    const word = { rev: proposed.body.rev, verdict: 'approved', comment: '' };
    expect((await ask(OFFICER, 'POST', `/${id}/verdict`, word)).status).toBe(200);
    const names = Object.fromEntries([STEWARD, OFFICER, SENIOR].map(({ sub, name }) => [sub, name]));
    expect(await entryOf(id)).toMatchObject({ state: 'approved', names });
    await ask(ADMIN, 'DELETE', `/${control.id}`, { rev: control.rev });
  });

  it('goes from draft to active by a named approver who is not the proposer', async () => {
    const { id, rev } = await added(
      STEWARD,
      attribute('whole_way', { approvers: [STEWARD.sub, OFFICER.sub] }),
    );
    const early = await ask(STEWARD, 'POST', `/${id}/state`, { rev, to: 'active' });
    expect(early).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
    const proposed = await ask(SENIOR, 'POST', `/${id}/state`, { rev, to: 'proposed' });
    const say = (who: Me, given: unknown, verdict = 'approved') =>
      ask(who, 'POST', `/${id}/verdict`, { rev: given, verdict, comment: '' });
    expect((await say(ADMIN, proposed.body.rev)).body.code).toBe('FORBIDDEN');
    const first = await say(STEWARD, proposed.body.rev);
    expect(await entryOf(id)).toMatchObject({ state: 'proposed' });
    expect((await say(STEWARD, first.body.rev)).body.code).toBe('FORBIDDEN');
    const second = await say(OFFICER, first.body.rev);
    expect(await entryOf(id)).toMatchObject({ state: 'approved', activatedAt: null });
    expect((await ask(SENIOR, 'POST', `/${id}/state`, { rev: second.body.rev, to: 'active' })).status).toBe(
      403,
    );
    const active = await ask(ADMIN, 'POST', `/${id}/state`, { rev: second.body.rev, to: 'active' });
    expect(active.status).toBe(200);
    expect(await entryOf(id)).toMatchObject({ state: 'active', activatedAt: expect.any(String) });
  });

  it('cannot be approved by its proposer alone, nor named so', async () => {
    const { id, rev } = await added(STEWARD, attribute('self_made', { approvers: [STEWARD.sub] }));
    const answer = await ask(STEWARD, 'POST', `/${id}/state`, { rev, to: 'proposed' });
    expect(answer.body).toMatchObject({ code: 'INVALID', issues: [{ path: 'approvers', code: 'required' }] });
    const stranger = await ask(STEWARD, 'PUT', `/${id}`, {
      rev,
      entry: attribute('self_made', { approvers: [NORTH.sub] }),
    });
    expect(stranger.body).toMatchObject({ issues: [{ path: 'approvers', code: 'notOffered' }] });
  });

  it('goes back to draft when it is refused, with the comment kept', async () => {
    const { id, rev } = await added(STEWARD, attribute('not_needed'));
    const proposed = await ask(STEWARD, 'POST', `/${id}/state`, { rev, to: 'proposed' });
    await ask(OFFICER, 'POST', `/${id}/verdict`, {
      rev: proposed.body.rev,
      verdict: 'refused',
      comment: 'We do not need it',
    });
    expect(await entryOf(id)).toMatchObject({
      state: 'draft',
      approvals: [{ comment: 'We do not need it' }],
    });
  });

  it('ignores a state, an approval or an activation that a save sends along', async () => {
    const at = '2026-11-22T08:00:00.000Z';
    const approvals = [{ by: OFFICER.sub, at, verdict: 'approved' as const, comment: '' }];
    const { id } = await added(STEWARD, attribute('sneaky', { state: 'active', activatedAt: at, approvals }));
    expect(await entryOf(id)).toMatchObject({ state: 'draft', activatedAt: null, approvals: [] });
  });
});

describe('an attribute that was active', () => {
  it('is refused another key or type, and deletion, by the API', async () => {
    const { id, rev } = await activated('frozen_api');
    const stands = await entryOf<AttributeDefinition>(id);
    for (const change of [{ key: 'other_key' }, { type: 'string' as const }]) {
      const answer = await ask(STEWARD, 'PUT', `/${id}`, { rev, entry: { ...stands, ...change } });
      expect(answer).toMatchObject({ status: 409, body: { code: 'ATTRIBUTE_IMMUTABLE' } });
      expect(answer.body.message).toMatch(/Archive it/);
    }
    const gone = await ask(STEWARD, 'DELETE', `/${id}`, { rev });
    expect(gone).toMatchObject({ status: 409, body: { code: 'ATTRIBUTE_IMMUTABLE' } });
    expect(await entryOf(id)).toEqual(stands);
    const archived = await ask(STEWARD, 'POST', `/${id}/state`, { rev, to: 'archived' });
    const late = await ask(STEWARD, 'DELETE', `/${id}`, { rev: archived.body.rev });
    expect(late.body.code).toBe('ATTRIBUTE_IMMUTABLE');
    const again = await ask(STEWARD, 'PUT', `/${randomUUID()}`, { rev: '', entry: attribute('frozen_api') });
    expect(again.body).toMatchObject({ issues: [{ path: 'key', code: 'duplicate' }] });
  });

  it('may be relabelled, archived and taken up again', async () => {
    const { id, rev } = await activated('soft_parts');
    const stands = await entryOf<AttributeDefinition>(id);
    const relabelled = await ask(STEWARD, 'PUT', `/${id}`, {
      rev,
      entry: { ...stands, label: 'Size of shoe' },
    });
    const archived = await ask(ADMIN, 'POST', `/${id}/state`, { rev: relabelled.body.rev, to: 'archived' });
    const back = await ask(ADMIN, 'POST', `/${id}/state`, { rev: archived.body.rev, to: 'active' });
    expect([relabelled.status, archived.status, back.status]).toEqual([200, 200, 200]);
    expect(await entryOf(id)).toMatchObject({ label: 'Size of shoe', state: 'active' });
  });

  it.each([
    ['another key', `SET doc = jsonb_set(doc, '{entry,key}', '"other"')`],
    ['another type', `SET doc = jsonb_set(doc, '{entry,type}', '"string"')`],
    ['another class', `SET doc = jsonb_set(doc, '{entry,piiClass}', '"special"')`],
    ['back to draft', `SET doc = jsonb_set(doc, '{entry,state}', '"draft"')`],
    ['never activated', `SET doc = jsonb_set(doc, '{entry,activatedAt}', 'null')`],
    ['another name', `SET name = 'other'`],
    ['marked as deleted', 'SET deleted = true'],
    ['no entry at all', `SET doc = doc - 'entry'`],
  ])('is kept by the database, whatever writes: %s', async (name, change) => {
    const { id } = await activated(`db_${name.replaceAll(' ', '_')}`);
    const before = await entryOf(id);
    await expect(pool.query(`UPDATE configuration ${change} WHERE id = $1`, [id])).rejects.toMatchObject({
      code: 'CB001',
    });
    expect(await entryOf(id)).toEqual(before);
  });

  it('is not deleted and not truncated by the database', async () => {
    const { id } = await activated('db_delete');
    await expect(pool.query('DELETE FROM configuration WHERE id = $1', [id])).rejects.toMatchObject({
      code: 'CB001',
    });
    await expect(pool.query('TRUNCATE configuration')).rejects.toMatchObject({ code: 'CB001' });
    expect(await entryOf(id)).toBeDefined();
  });

  it('does not keep a draft from being deleted', async () => {
    const { id, rev } = await added(STEWARD, attribute('short_lived'));
    expect((await ask(STEWARD, 'DELETE', `/${id}`, { rev })).status).toBe(200);
    expect(await entryOf(id)).toBeUndefined();
    await added(STEWARD, attribute('short_lived'));
  });
});

describe('readiness and approvers', () => {
  it('tells what is in place', async () => {
    await activated('ready');
    await addCustomer(pool, { externalId: 'CRM-1' });
    expect(await ask(NORTH, 'GET', '/readiness')).toEqual({
      status: 200,
      body: { customers: true, attributes: true, model: true, externalId: true },
    });
  });

  it('counts answers in the scope of the user, the defaults among them', async () => {
    const at = '2026-11-22T08:00:00.000Z';
    const given = (response: string | null, source: 'agent' | 'default') => ({
      responses: { STAT: { response, source, at, by: 'north' } },
    });
    await addCustomer(pool, given('A', 'agent'));
    await addCustomer(pool, given('A', 'default'));
    await addCustomer(pool, given(null, 'agent'));
    await addCustomer(pool, { region: 'south', ...given('B', 'agent') });
    const north = [{ response: 'A', customers: 2, defaulted: 1 }];
    expect((await ask(NORTH, 'GET', '/statistic/STAT')).body).toEqual(north);
    expect((await ask(STEWARD, 'GET', '/statistic/STAT')).body).toEqual([
      ...north,
      { response: 'B', customers: 1, defaulted: 0 },
    ]);
    expect((await ask(ADMIN, 'GET', '/statistic/STAT')).body).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('keeps models, which count their versions and stay as long as a customer has them', async () => {
    const model = {
      kind: 'model',
      ...{ code: 'RETAIL', name: 'Retail', version: 7, active: true, standard: true, kinds: [] },
      ...{ attributes: [], categories: [], required: ['business.department'], hidden: [] },
    };
    const { id, rev } = await added(ADMIN, model);
    expect(await ask(NORTH, 'PUT', `/${id}`, { rev, entry: model })).toMatchObject({ status: 403 });
    const wrong = { ...model, attributes: ['nothing'], hidden: ['family'] };
    expect((await ask(ADMIN, 'PUT', `/${id}`, { rev, entry: wrong })).body.issues).toEqual([
      { path: 'attributes', code: 'notOffered' },
      { path: 'hidden', code: 'cannotHide' },
    ]);
    const changed = await ask(ADMIN, 'PUT', `/${id}`, { rev, entry: { ...model, name: 'Shops' } });
    const { rows } = await pool.query('SELECT doc FROM configuration WHERE id = $1', [id]);
    expect(rows[0].doc.entry).toMatchObject({ name: 'Shops', version: 2 });
    const customer = await addCustomer(pool, { model: { code: 'RETAIL', version: 2 } });
    const known = { rev: changed.body.rev };
    expect((await ask(ADMIN, 'DELETE', `/${id}`, known)).body).toMatchObject({
      issues: [{ path: 'code', code: 'inUse' }],
    });
    await pool.query('DELETE FROM customers WHERE id = $1', [customer.id]);
    expect(await ask(ADMIN, 'DELETE', `/${id}`, known)).toMatchObject({ status: 200 });
  });

  it('names who may approve', async () => {
    const { body } = await ask(STEWARD, 'GET', '/approvers');
    expect((body as unknown as Me[]).map(({ sub }) => sub)).toEqual(['admin', 'officer', 'steward']);
  });

  it('is for signed-in users', async () => {
    const response = await fetch(`${server.url}/v1/configuration`);
    expect(response.status).toBe(401);
  });
});
