/**
 * Customers by REST, for middleware: the same rows, rules, receipts and versions as a push of a desk.
 *
 * Invariants
 * - One idempotency key makes one customer; the same key with another body is refused and makes none.
 * - Whether a customer outside the caller's area exists cannot be told from an answer.
 */
import { createHash } from 'node:crypto';
import { v7 as newId, v5 as uuidOf } from 'uuid';
import { isFirstProfile, readinessIssues } from '#shared/configuration/readiness.ts';
import { definitionsIn, modelsIn } from '#shared/configuration/schema.ts';
import { primaryIssues } from '#shared/customer/one-primary.ts';
import { type Making, prepareSave } from '#shared/customer/prepare-save.ts';
import { Customer, type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import type { PushResult, PushRow } from '#shared/sync/protocol.ts';
import { listEntries } from '../configuration/configuration-repository.ts';
import { readReadinessFacts } from '../configuration/configuration-service.ts';
import { customerInScope } from '../customer/customer-in-scope.ts';
import { findByIdentifier } from '../customer/identifier-repository.ts';
import type { Pool } from '../db/pool.ts';
import { isErased } from '../privacy/ledger.ts';
import type { Person, Privacy } from '../privacy/privacy.ts';
import { isSuppressed, wasForgotten } from '../privacy/suppression.ts';
import { asSeenBy } from '../sync/as-seen.ts';
import { push } from '../sync/push-service.ts';
import { completed } from './complete.ts';
import { IntakeRefusal } from './refusal.ts';
import type { CustomerInput } from './schema.ts';

/** What ids are derived in, so that those of other derivations never meet them. */
const NAMESPACE = '5b0c4a52-6a1f-4a53-9a63-2f8f1f0a7c11';
const ATTEMPTS = 3;
/** Where an e-mail or phone came from, if the caller does not say why. */
const SOURCE = 'By middleware';

/** The database, and the keys by which it knows who was forgotten. */
export type Stores = { pool: Pool; privacy: Privacy };

/** `replayed` is true for an answer that was given before. */
export type Taken = { customer: Customer; replayed: boolean };

/** Makes the customer, or gives the one that this key made. Throws IntakeRefusal. */
export async function createByIntake(
  { pool, privacy }: Stores,
  me: Me,
  key: string,
  input: CustomerInput,
): Promise<Taken> {
  const now = new Date();
  const mine = prepareSave(null, completed(null, input, newId), await makingOf(pool, now, input));
  refuseTwoPrimary(mine, input);
  await refuseUnready(pool, mine, null);
  await refuseSuppressed({ pool, privacy }, { ...mine, externalId: null });
  const body = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const id = uuidOf(JSON.stringify([me.sub, key, body]), NAMESPACE);
  const mutationId = uuidOf(JSON.stringify([me.sub, key]), NAMESPACE);
  const doc = { ...mine, id, mutationId, region: input.region, teamId: input.teamId ?? null };
  const row = { mutationId, base: null, doc, note: noteOf(input, now) };
  return takeRow({ pool, privacy }, me, row, true);
}

/** Changes what was given, over what stands. `rev` is the state the caller knows, or null for whichever it is. */
export async function changeByIntake(
  { pool, privacy }: Stores,
  me: Me,
  id: string,
  change: { input: CustomerInput; rev: string | null; key: string | null },
): Promise<Taken> {
  const { input, rev, key } = change;
  const mutationId = key === null ? newId() : uuidOf(JSON.stringify([me.sub, key, id, input]), NAMESPACE);
  for (let attempt = 1; ; attempt += 1) {
    const stored = await readVisible({ pool, privacy }, me, id);
    const now = new Date();
    const before = editableOf(stored);
    const mine = prepareSave(before, completed(before, input, newId), await makingOf(pool, now, input));
    refuseTwoPrimary(mine, input);
    await refuseUnready(pool, mine, before);
    const base = { rev: rev ?? stored.rev, mutationId: rev === null ? stored.mutationId : mutationId };
    const doc = { ...mine, id, mutationId };
    try {
      return await takeRow({ pool, privacy }, me, { mutationId, base, doc, note: noteOf(input, now) });
    } catch (error) {
      const isOvertaken = error instanceof IntakeRefusal && error.code === 'conflict' && rev === null;
      if (!isOvertaken || attempt === ATTEMPTS) throw error;
    }
  }
}

async function makingOf(pool: Pool, now: Date, { why }: CustomerInput): Promise<Making> {
  const entries = (await listEntries(pool, ['attribute', 'model'])).map(({ entry }) => entry);
  const [definitions, models] = [definitionsIn(entries), modelsIn(entries)];
  return { now: now.toISOString(), why: why || SOURCE, newId, deskCountry: '', definitions, models };
}

/** Throws `invalid` where a list that was given has two: a push would choose one, and a caller is to say which. */
function refuseTwoPrimary(mine: CustomerEditable, input: CustomerInput): void {
  const given = primaryIssues(mine).filter(({ path }) => path in input);
  if (given.length > 0) throw new IntakeRefusal('invalid', given);
}

/** Throws `notReady` where this would be the first custom profile of the customer, and something is missing for it. */
async function refuseUnready(
  pool: Pool,
  mine: CustomerEditable,
  before: CustomerEditable | null,
): Promise<void> {
  if (!isFirstProfile(mine, before)) return;
  const missing = readinessIssues(mine, before, await readReadinessFacts(pool));
  if (missing.length > 0) throw new IntakeRefusal('notReady', missing);
}

/** Throws `suppressed` where a system would bring back who was forgotten. */
async function refuseSuppressed({ pool, privacy }: Stores, person: Person): Promise<void> {
  if (await isSuppressed(pool, privacy, person)) throw new IntakeRefusal('suppressed');
}

/**
 * The combined profile. Throws IntakeRefusal `notFound`, also for a customer outside the caller's area, and `erased` for a
 * person who was forgotten.
 */
export async function readVisible({ pool, privacy }: Stores, me: Me, id: string): Promise<Customer> {
  const customer = await customerInScope(pool, me, id.toLowerCase());
  if (!customer && (await isErased(pool, privacy, [id]))) throw new IntakeRefusal('erased');
  if (!customer || !may(me.role, 'customer.read')) throw new IntakeRefusal('notFound');
  return customer;
}

/** `readVisible` as the caller's role sees it: for an answer, never to write over what stands. */
export async function readSeen(stores: Stores, me: Me, id: string): Promise<Customer> {
  const asSeen = await asSeenBy(stores.pool, me, 'customers');
  return Customer.parse(asSeen(await readVisible(stores, me, id)));
}

/** The id of the one customer in the caller's area with this external id. Throws `notFound`, `ambiguous` and `erased`. */
export async function idOfExternal(stores: Stores, me: Me, value: string, system?: string): Promise<string> {
  const ids = await findByIdentifier(stores.pool, { kind: 'external', system, value });
  const visible = await Promise.all(
    ids.map((id) =>
      readVisible(stores, me, id).then(
        () => [id],
        () => [],
      ),
    ),
  );
  const [id, ...others] = visible.flat();
  if (id === undefined) {
    const isGone =
      ids.length === 0 && (await wasForgotten(stores.pool, stores.privacy, { externalId: value }));
    throw new IntakeRefusal(isGone ? 'erased' : 'notFound');
  }
  if (others.length > 0) throw new IntakeRefusal('ambiguous');
  return id;
}

async function takeRow({ pool, privacy }: Stores, me: Me, row: PushRow, isSignUp = false): Promise<Taken> {
  // A client of its own for each request: one client's changes are taken as made one after the other, and these may
  // come at once.
  const context = { me, clientId: uuidOf(row.mutationId, NAMESPACE), now: new Date(), privacy, isSignUp };
  const { results } = await push(pool, context, 'customers', [row]);
  const [result] = results;
  if (!result) throw new IntakeRefusal('conflict');
  const isTaken = result.status === 'applied' || result.status === 'duplicate';
  if (!isTaken) throw refusalOf(result);
  if (!result.master) throw new IntakeRefusal('notFound');
  return { customer: Customer.parse(result.master), replayed: result.status === 'duplicate' };
}

function refusalOf({ status, code, fieldErrors = [] }: PushResult): IntakeRefusal {
  if (status === 'conflict') return new IntakeRefusal('conflict');
  if (status === 'outOfScope') return new IntakeRefusal('notFound');
  if (status === 'erased') return new IntakeRefusal('erased');
  if (code === 'forbidden' || code === 'restricted') return new IntakeRefusal(code);
  const isReused = fieldErrors.some(({ path }) => path === 'mutationId');
  return isReused ? new IntakeRefusal('idempotencyKeyReused') : new IntakeRefusal('invalid', fieldErrors);
}

function noteOf({ why = '' }: CustomerInput, now: Date): PushRow['note'] {
  return { why, kind: 'changed', madeAt: now.toISOString() };
}
