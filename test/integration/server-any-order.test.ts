/**
 * One customer, any order of steps (FEATURES C13): what is impossible is answered by a named code and changes nothing, and the
 * versions stay without a gap, so that every state is found again.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diffOf } from '#shared/changes/diff.ts';
import type { Change } from '#shared/changes/schema.ts';
import { stateAt } from '#shared/changes/versions.ts';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import { Configuration } from '#shared/configuration/schema.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import { Customer, emptyCustomer } from '#shared/customer/schema.ts';
import type { RequestPayload, ServiceRequest } from '#shared/request/schema.ts';
import type { PushResult, PushRow } from '#shared/sync/protocol.ts';
import { insertEntry } from '../../src-server/configuration/configuration-repository.ts';
import { after, answerTo, newModel, STEPS, type Step } from '../support/any-order.ts';
import { addCustomer, type Backend, desk, edit, startBackend } from '../support/backend.ts';
import { FORGET, requestRow } from '../support/forgetting.ts';

const SEED = 20_260_501;
const RUNS = 30;
const WORST_MS = 180_000;

let backend: Backend;
let north: Desk;
let other: Desk;
let officer: Desk;

beforeAll(async () => {
  backend = await startBackend();
  const deskOf = async (sub: string) => desk(backend.server.url, await backend.issuer.token({ sub }, '2h'));
  [north, other, officer] = await Promise.all([deskOf('north'), deskOf('north'), deskOf('officer')]);
  const envelope = { rev: '1-a', scope: ['*'], updatedBy: 'test', updatedAt: new Date().toISOString() };
  const entry = { ...NEW_ATTRIBUTE, key: 'tier', label: 'Tier', type: 'integer', state: 'active' };
  const ids = { id: randomUUID(), mutationId: randomUUID() };
  await insertEntry(backend.pool, Configuration.parse({ ...envelope, ...ids, entry }));
  // Custom profiles want somebody who is known by an external id.
  await addCustomer(backend.pool, { externalId: 'X-somebody' });
});
afterAll(() => backend?.close());

type Desk = ReturnType<typeof desk>;

/** What is remembered of a run: the states by version, and what was sent last, by which desk. */
type Run = { id: string; states: Customer[]; sent: PushRow; by: Desk; seen: Customer; forget: string | null };

async function stored(id: string): Promise<Customer | null> {
  const { rows } = await backend.pool.query('SELECT doc FROM customers WHERE id = $1 AND NOT deleted', [id]);
  return rows[0] ? Customer.parse(rows[0].doc) : null;
}

async function requestOf(id: string): Promise<ServiceRequest | undefined> {
  const { rows } = await backend.pool.query('SELECT doc FROM requests WHERE id = $1', [id]);
  return rows[0]?.doc;
}

async function versionsOf(id: string): Promise<Change[]> {
  const sql = 'SELECT doc FROM changes WHERE customer_id = $1 AND NOT deleted ORDER BY version';
  return (await backend.pool.query(sql, [id])).rows.map(({ doc }) => doc);
}

async function begin(): Promise<Run> {
  const [id, mutationId] = [randomUUID(), randomUUID()];
  const address = `${randomUUID()}@example.org`;
  const emails = [newEmail({ id: randomUUID(), address, label: '', primary: true })];
  const doc = { ...emptyCustomer(), given: 'First', status: 'prospect', emails, id, mutationId };
  const sent = { mutationId, base: null, doc };
  await north.push('customers', sent);
  const made = (await stored(id)) as Customer;
  return { id, states: [made], sent, by: north, seen: made, forget: null };
}

/** The one word that says what became of a row. */
function wordOf({ status, code, master, fieldErrors }: PushResult): string {
  if (status !== 'applied') return (code === 'invalid' ? fieldErrors?.[0]?.code : code) ?? status;
  const { state, outcome } = (master ?? {}) as Partial<ServiceRequest>;
  return outcome || state || status;
}

async function push(run: Run, change: object, who = north, base?: Customer): Promise<string> {
  const on = base ?? run.states.at(-1);
  const row = edit(on as Customer, change as Record<string, unknown>);
  const { body } = await who.push('customers', row);
  const [result] = body.results;
  if (!result) return 'nothing';
  if (result.status === 'applied') [run.sent, run.by] = [row, who];
  return wordOf(result);
}

async function ask(run: Run, payload: RequestPayload, who = north): Promise<string> {
  const { body } = await who.push('requests', requestRow(run.id, payload));
  const [result] = body.results;
  if (payload.kind === 'forget' && result?.master?.state === 'accepted')
    run.forget = String(result.master.id);
  return result ? wordOf(result) : 'nothing';
}

async function decide(run: Run, decision: 'approve' | 'cancel'): Promise<string> {
  const id = run.forget ?? randomUUID();
  const rev = (await requestOf(id))?.rev ?? '';
  const path = `/v1/requests/${id}/${decision}`;
  const { body } = await officer.post<{ code?: string; state?: string }>(path, { rev });
  return body.code ?? String(body.state);
}

async function intake(path: string): Promise<string> {
  const token = await backend.issuer.token({ sub: 'north' });
  const response = await fetch(`${backend.server.url}/v1/customers/${path}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ middle: randomUUID() }),
  });
  const { code = 'applied' } = (await response.json()) as { code?: string };
  return code;
}

const identifier = (value: string) => ({
  ...{ id: randomUUID(), kind: 'external', system: 'shop', value },
  ...{ primary: true, contested: false },
});

const DOING: Record<Step, (run: Run, externalId: string) => Promise<string>> = {
  edit: (run) => push(run, { given: randomUUID() }),
  editStale: (run) => push(run, { family: randomUUID() }, other, run.seen),
  async sendAgain(run) {
    const { body } = await run.by.push('customers', run.sent);
    return body.results[0] ? wordOf(body.results[0]) : 'nothing';
  },
  giveExternalId: (run, value) => push(run, { identifiers: [identifier(value)] }),
  takeExternalId: (run) => push(run, { identifiers: [] }),
  customProfile: (run) => push(run, { attributes: { tier: Math.floor(run.states.length) } }),
  unknownAttribute: (run) => push(run, { attributes: { colour: 'red' } }),
  wrongType: (run) => push(run, { attributes: { tier: 'gold' } }),
  intakeById: ({ id }) => intake(id),
  intakeByExternalId: (_run, value) => intake(`external/${value}`),
  restoreFirst: async (run) =>
    push(run, stateAt(run.states.at(-1) as Customer, await versionsOf(run.id), 1) ?? {}),
  restrict: (run) => ask(run, { kind: 'restrict', reason: 'accuracyDisputed' }),
  reinstate: (run) => ask(run, { kind: 'reinstate', reason: 'resolved' }, officer),
  askToForget: (run) => ask(run, FORGET),
  withdrawForget: (run) => decide(run, 'cancel'),
  approveForget: (run) => decide(run, 'approve'),
};

/** Taking the forgetting back freed who had been restricted meanwhile; who was restricted twice came back as active. */
const BROKE_BEFORE: [Step[]][] = [
  [['askToForget', 'restrict', 'withdrawForget', 'restrict', 'reinstate']],
  [['restrict', 'restrict', 'reinstate', 'edit']],
];

/** Every state that was is found again, and nothing else is there. */
async function keepsItsVersions(run: Run): Promise<void> {
  const [now, versions] = [await stored(run.id), await versionsOf(run.id)];
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, at) => at + 1));
  expect(versions).toHaveLength(run.states.length);
  for (const [at, state] of run.states.entries()) {
    const found = stateAt(now as Customer, versions, at + 1);
    expect(diffOf(found as Customer, state), `version ${at + 1}`).toEqual([]);
  }
}

/** The states with the one that the step made, where it made one. */
async function follow(run: Run, step: Step): Promise<void> {
  const now = await stored(run.id);
  const last = run.states.at(-1);
  if (!now || now.rev === last?.rev) return;
  run.states.push(now);
  if (step === 'editStale') run.seen = now;
}

it('answers every order of steps as the rules say, and keeps every version', {
  timeout: WORST_MS,
}, async () => {
  const answers = new Set<string>();
  const property = fc.asyncProperty(
    fc.array(fc.constantFrom(...STEPS), { minLength: 8, maxLength: 20 }),
    async (steps) => {
      const run = await begin();
      let model = newModel();
      for (const step of steps) {
        const wanted = answerTo(step, model);
        const before = run.states.length;
        expect([step, await DOING[step](run, model.externalId)]).toEqual([step, wanted]);
        answers.add(wanted);
        model = after(step, model);
        if (model.isForgotten) {
          await expect.poll(async () => (await requestOf(run.forget ?? ''))?.state).toBe('done');
          expect([await stored(run.id), await versionsOf(run.id)]).toEqual([null, []]);
          continue;
        }
        await follow(run, step);
        const isRefused = !['applied', 'done', 'accepted', 'cancelled'].includes(wanted);
        if (isRefused) expect(run.states).toHaveLength(before);
        const frozen = model.isRestricted || model.forget === 'open';
        expect((await stored(run.id))?.status).toBe(frozen ? 'restricted' : 'prospect');
        await keepsItsVersions(run);
      }
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: RUNS, examples: BROKE_BEFORE });
  expect(answers.size, `answers met with seed ${SEED}`).toBeGreaterThan(12);
});
