/**
 * Every command of the contract as every role, through the real core and backend, compared with the table of
 * src-shared/permission/roles.ts; and every collection, pulled and pushed as every role.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from '#server/demo/accounts.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { contract } from '#shared/api/contract.ts';
import { editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import { may, type Permission, ROLES, type Role } from '#shared/permission/roles.ts';
import { COLLECTIONS, type CollectionName, type WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import { saveUser } from '../../src-server/identity/user-repository.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { desk, startServer, testIssuer } from '../support/backend.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { FORGET } from '../support/forgetting.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { type Connected, connectByPort } from '../support/rpc-clients.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const id = NOBODY;
const NOW = '2026-01-01T00:00:00.000Z';
const values = editableOf(emptyCustomer());
const doing = { id, actionId: id };
const category = {
  kind: 'category',
  code: 'X',
  description: 'X',
  required: false,
  order: 1,
  active: true,
  responses: [],
};

/** What a procedure needs, and an input that gets past the schema and changes nothing. */
type Command = { permission: Permission | null; input?: unknown };
const COMMANDS: Record<string, Command> = {
  'customer.search': { permission: 'customer.read', input: { text: 'a' } },
  'customer.views': { permission: 'customer.read' },
  'customer.keepViews': { permission: 'customer.read', input: [] },
  'screenPop.watch': { permission: 'customer.read' },
  'customer.rows': { permission: 'customer.read', input: { ids: [] } },
  'customer.changes': { permission: 'customer.read' },
  'customer.watch': { permission: 'customer.read', input: { id } },
  'customer.update': { permission: 'customer.edit', input: { id, base: values, mine: values } },
  'customer.belonging': { permission: 'customer.read', input: { id } },
  'customer.create': { permission: 'customer.create', input: { id, mine: values } },
  'customer.regions': { permission: 'customer.create' },
  'customer.duplicates': { permission: 'customer.read', input: { id, mine: values } },
  'customer.versions': { permission: 'change.read', input: { id } },
  'customer.restore': { permission: 'change.restore', input: { id, version: 1, why: '' } },
  'comment.followUp': { permission: 'comment.add', input: { id, followUp: true } },
  'comment.correct': { permission: 'comment.add', input: { id, text: 'x' } },
  'comment.add': { permission: 'comment.add', input: { id, customerId: id, text: 'x' } },
  'comment.pin': { permission: 'comment.add', input: { id, pinned: true } },
  'contact.decide': {
    permission: 'contact.read',
    input: { customerId: id, purpose: 'service', channel: 'call', contactPointId: null },
  },
  'contact.timeline': { permission: 'contact.read', input: { customerId: id } },
  'contact.uncoded': { permission: 'contact.report' },
  'contact.open': { permission: 'contact.record' },
  'contact.start': {
    permission: 'contact.record',
    input: { id, customerId: id, channel: 'call', direction: 'inbound' },
  },
  'contact.note': { permission: 'contact.record', input: { id, notes: 'x' } },
  'contact.end': { permission: 'contact.record', input: { id } },
  'contact.correct': { permission: 'contact.record', input: { id, notes: '', wrapUpCode: '' } },
  'contact.wrapUp': { permission: 'contact.record', input: { id, notes: '', wrapUpCode: '' } },
  'tickler.ofCustomer': { permission: 'tickler.read', input: { customerId: id } },
  'tickler.mine': { permission: 'tickler.work' },
  'tickler.everybodys': { permission: 'tickler.reassign' },
  'tickler.reminders': { permission: 'tickler.work' },
  'tickler.told': { permission: 'tickler.work', input: { ids: [] } },
  'tickler.assignees': { permission: 'tickler.work' },
  'tickler.create': {
    permission: 'tickler.work',
    input: {
      id,
      customerId: id,
      relatedTo: { type: 'customer', ref: '' },
      reasonCode: '',
      priority: 3,
      text: 'x',
      remindAt: NOW,
      to: { mode: 'me' },
      reopens: '',
    },
  },
  'tickler.start': { permission: 'tickler.work', input: doing },
  'tickler.note': { permission: 'tickler.work', input: { ...doing, text: 'x' } },
  'tickler.postpone': { permission: 'tickler.work', input: { ...doing, remindAt: NOW } },
  'tickler.reassign': { permission: 'tickler.reassign', input: { ...doing, to: { mode: 'me' } } },
  'tickler.resolve': { permission: 'tickler.work', input: { ...doing, resolution: 'x' } },
  'order.watch': { permission: 'order.read', input: { customerId: id } },
  'order.older': { permission: 'order.read', input: { customerId: id } },
  'configuration.watch': { permission: 'configuration.read' },
  'configuration.save': { permission: 'category.edit', input: { id, rev: 'no', entry: category } },
  'configuration.remove': { permission: 'category.edit', input: { id, rev: 'no', kind: 'category' } },
  'configuration.judge': {
    permission: 'attribute.approve',
    input: { id, rev: 'no', verdict: 'approved', comment: '' },
  },
  'configuration.step': { permission: 'attribute.activate', input: { id, rev: 'no', to: 'active' } },
  'configuration.approvers': { permission: 'attribute.propose' },
  'configuration.readiness': { permission: 'configuration.read' },
  'configuration.statistic': { permission: 'customer.read', input: { category: 'AGE' } },
  'profile.answer': { permission: 'customer.edit', input: { customerId: id, base: {}, answers: {} } },
  'profile.skipped': { permission: 'customer.edit' },
  'request.list': { permission: 'request.read' },
  'request.create': { permission: 'request.privacy', input: { id, customerId: id, payload: FORGET } },
  'request.resetPassword': {
    permission: 'request.account',
    input: { id, customerId: id, checks: ['callBack'] },
  },
  'request.partnerPassword': {
    permission: 'request.partner',
    input: { id, customerId: id, distributor: 'D1', userId: 'u', password: '0123456789' },
  },
  'request.cancel': { permission: 'request.read', input: { id } },
  'request.preview': { permission: 'request.privacy', input: { customerId: id } },
  'request.decide': { permission: 'request.approve', input: { id, rev: 'no', decision: 'approve' } },
  'request.hold': { permission: 'request.read', input: { customerId: id } },
  'request.placeHold': {
    permission: 'request.decide',
    input: { customerId: id, reason: 'legalClaim', reviewAt: '2027-01-01T00:00:00.000Z' },
  },
  'request.endHold': { permission: 'request.decide', input: { customerId: id } },
  'request.register': { permission: 'request.decide' },
  'request.certificate': { permission: 'request.read', input: { id } },
  'request.exported': { permission: 'request.privacy', input: { id } },
  'request.erasures': { permission: null },
  'request.erasedAmong': { permission: null, input: { ids: [] } },
  'session.draftKey': { permission: null },
  'session.state': { permission: null },
  'session.active': { permission: null },
  'sync.status': { permission: null },
  'sync.attention': { permission: null },
  'sync.waiting': { permission: null },
  'sync.decide': { permission: 'customer.edit', input: { id, paths: ['given'], choice: 'theirs' } },
  'sync.discard': { permission: null, input: { collection: 'comments', id } },
  'sync.undiscard': { permission: null, input: { collection: 'comments', id } },
  'sync.dismiss': { permission: null, input: { id } },
  'sync.setOffline': { permission: null, input: { offline: false } },
  'sync.retryNow': { permission: null },
  'store.status': { permission: null },
  'store.dismissRescue': { permission: null },
  'store.dismissSetBack': { permission: null },
  'system.info': { permission: null },
};
/** Act on the whole desk, for whoever has it open; their own tests are in session and vault. */
const OF_THE_DESK = [
  'session.startSignIn',
  'session.cancelSignIn',
  'session.signOut',
  'session.unlock',
  'session.lock',
  'session.confirmed',
  'session.confirmByPin',
  'session.confirmBySignIn',
  'session.setPin',
  'session.removePin',
  'session.renewKey',
  'session.retry',
  'session.recover',
  'session.leaveDamaged',
  'store.check',
];

let folder: string;
let demo: Demo;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-roles-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 20, durable: false });
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

function accountOf(role: Role): string {
  const account = DEMO_ACCOUNTS.find((one) => one.role === role);
  if (!account) throw new Error(`The demo has no ${role}.`);
  return account.sub;
}

/** The code that the procedure answers with; `ok` when it does not throw. */
async function codeOf(client: Connected['client'], name: string, input: unknown): Promise<string> {
  const [feature = '', command = ''] = name.split('.');
  const features = client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    const answer = await features[feature]?.[command]?.(input);
    // A subscription is refused before it begins; some say nothing until something changes.
    if (isIterator(answer)) await answer.return?.();
    return 'ok';
  } catch (error) {
    return error instanceof ORPCError ? error.code : String(error);
  }
}

function isIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && 'next' in value;
}

it('has an entry for every command of the contract', () => {
  const names = Object.entries(contract).flatMap(([feature, commands]) =>
    Object.keys(commands).map((command) => `${feature}.${command}`),
  );
  expect([...Object.keys(COMMANDS), ...OF_THE_DESK].toSorted()).toEqual(names.toSorted());
});

describe.each(ROLES)('a desk of the role %s', (role) => {
  let core: TestCore;
  let connected: Connected;
  beforeAll(async () => {
    core = await startTestCore(join(folder, role), demo.serverUrl);
    await signInCore(core, accountOf(role));
    await core.status(isSynced);
    connected = await connectByPort(core.context);
  });
  afterAll(async () => {
    await connected?.disconnect();
    await core?.close();
  });

  it('may do what the table says, and nothing else', async () => {
    const answers: Record<string, boolean> = {};
    for (const [name, { input }] of Object.entries(COMMANDS)) {
      answers[name] = (await codeOf(connected.client, name, input)) !== 'FORBIDDEN';
    }
    const table = Object.entries(COMMANDS).map(([name, { permission }]) => [
      name,
      permission === null || may(role, permission),
    ]);
    expect(answers).toEqual(Object.fromEntries(table));
  });

  it('holds what its role may read', async () => {
    const status = await core.status(isSynced);
    const held = status.collections.filter(({ documents }) => documents > 0).map(({ name }) => name);
    expect(held.includes('customers')).toBe(may(role, 'customer.read'));
    expect(held.includes('comments')).toBe(may(role, 'comment.read'));
    expect(held.includes('teams')).toBe(true);
  });
});

describe('the server', () => {
  const PUSH: Partial<Record<CollectionName, Permission>> = {
    customers: 'customer.edit',
    // Of a row of no kind nobody can say whether it is allowed.
    requests: 'request.read',
    comments: 'comment.add',
    contacts: 'contact.record',
    ticklers: 'tickler.work',
  } satisfies Record<(typeof WRITABLE_COLLECTIONS)[number], Permission>;
  let postgres: TestPostgres;
  let server: RunningServer;
  let issuer: Awaited<ReturnType<typeof testIssuer>>;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    const { pool, url } = await postgres.database();
    for (const role of ROLES) await saveUser(pool, { sub: role, name: role, role, scopeKeys: ['*'] });
    issuer = await testIssuer();
    server = await startServer(url, issuer.keys);
  });
  afterAll(async () => {
    await server?.close();
    await postgres?.stop();
  });

  it.each(ROLES)('takes from the role %s what the table says, whatever a desk sends', async (role) => {
    const { push } = desk(server.url, await issuer.token({ sub: role }));
    const refused: Partial<Record<CollectionName, boolean>> = {};
    for (const collection of COLLECTIONS) {
      const row = { mutationId: randomUUID(), base: null, doc: { id: randomUUID() } };
      const { body } = await push(collection, row);
      refused[collection] = body.results[0]?.code === 'forbidden';
    }
    const expected = COLLECTIONS.map((collection) => {
      const permission = PUSH[collection];
      return [collection, permission === undefined || !may(role, permission)];
    });
    expect(refused).toEqual(Object.fromEntries(expected));
  });
});
