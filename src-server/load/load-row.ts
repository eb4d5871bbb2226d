/** Takes one row of a file into the database, in the caller's transaction. */

import { type AttributeDefinition, definitionsIn } from '#shared/configuration/schema.ts';
import { isEditable } from '#shared/customer/names.ts';
import { scopeOf } from '#shared/customer/placement.ts';
import { withSources } from '#shared/customer/point-source.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { withDefaults } from '#shared/profile/attribute-value.ts';
import { type ChangeFacts, recordChange } from '../changes/record-change.ts';
import { listEntries } from '../configuration/configuration-repository.ts';
import { takenValues } from '../customer/attribute-repository.ts';
import {
  findCustomerForUpdate,
  findMatches,
  insertCustomers,
  issueNumbers,
  updateCustomer,
} from '../customer/customer-repository.ts';
import type { Sql } from '../db/pool.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { isSuppressed } from '../privacy/suppression.ts';
import { moveHanging } from '../sync/document-repository.ts';
import { unstorableText } from '../sync/field-errors.ts';
import { nextRev } from '../sync/revision.ts';
import { newCustomer, type Placement, problemOf, schemaProblemOf, updated } from './apply-draft.ts';
import type { Draft } from './draft.ts';
import { attributeProblem, readAttributes } from './read-attributes.ts';

export type LoadRules = {
  placement: Placement;
  /** Also moves customers who are there already to the placement. */
  move: boolean;
  dryRun: boolean;
  privacy: Privacy;
};

export type RowResult =
  | { outcome: 'created' | 'updated' | 'unchanged' }
  | { outcome: 'failed'; reason: string };

const failed = (reason: string): RowResult => ({ outcome: 'failed', reason });

/**
 * Creates the customer that the draft describes, or updates the one with its external id or one of its e-mails.
 * @returns what happened, with a reason that names fields but no values. Throws what the database throws.
 */
export async function loadRow(sql: Sql, draft: Draft, line: number, rules: LoadRules): Promise<RowResult> {
  if (unstorableText(draft).length > 0) return failed('a character that cannot be stored');
  const problem = problemOf(draft);
  if (problem) return failed(problem);
  const matches = await findMatches(
    sql,
    draft.externalId,
    draft.emails.map(({ address }) => address),
  );
  const [id, ...others] = matches;
  if (others.length > 0) return failed('matches more than one customer');
  return id === undefined ? create(sql, draft, line, rules) : update(sql, id, draft, rules);
}

async function create(sql: Sql, draft: Draft, line: number, rules: LoadRules): Promise<RowResult> {
  // A number that was issued is never issued again; a dry run must not use them up.
  const [number = ''] = rules.dryRun ? [`DRY-${line}`] : await issueNumbers(sql, 1);
  const definitions = await definitionsFor(sql, draft);
  const attributes = withDefaults(readAttributes(draft.attributes, definitions), {}, definitions);
  const made = newCustomer(draft, number, rules.placement, new Date(), attributes);
  const customer = { ...withSource(null, made, made.updatedAt), rev: nextRev() };
  const problem = schemaProblemOf(customer) ?? (await profileProblem(sql, null, customer, definitions));
  if (problem) return failed(problem);
  if (await isSuppressed(sql, rules.privacy, customer)) return failed('the person asked to be forgotten');
  await insertCustomers(sql, [customer]);
  await recordChange(sql, null, customer, loadedAt(customer.updatedAt));
  return { outcome: 'created' };
}

async function update(sql: Sql, id: string, draft: Draft, rules: LoadRules): Promise<RowResult> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  const found = await findCustomerForUpdate(sql, id);
  if (!found || found.deleted) return failed('the customer was removed meanwhile');
  const stored = found.doc;
  if (!isEditable(stored)) return failed('the customer is restricted');
  if (draft.externalId && stored.externalId && draft.externalId !== stored.externalId) {
    return failed('the e-mail belongs to a customer with another external id');
  }
  const definitions = await definitionsFor(sql, draft);
  const merged = updated(stored, draft, readAttributes(draft.attributes, definitions));
  const next = rules.move ? moved(merged, rules.placement) : merged;
  if (next === stored) return { outcome: 'unchanged' };
  const problem = schemaProblemOf(next) ?? (await profileProblem(sql, stored, next, definitions));
  if (problem) return failed(problem);
  await write(sql, stored, next);
  return { outcome: 'updated' };
}

/** The definitions, where the draft asks for them: most files have no custom attributes. */
async function definitionsFor(sql: Sql, { attributes }: Draft): Promise<AttributeDefinition[]> {
  if (Object.keys(attributes).length === 0) return [];
  return definitionsIn((await listEntries(sql, ['attribute'])).map(({ entry }) => entry));
}

/** Why the custom profile cannot be stored: values, and those that another customer has. */
async function profileProblem(
  sql: Sql,
  before: Customer | null,
  after: Customer,
  definitions: readonly AttributeDefinition[],
): Promise<string | undefined> {
  const problem = attributeProblem(after.attributes, before?.attributes ?? {}, definitions);
  if (problem) return problem;
  const taken = await takenValues(sql, after.id, after, before, definitions);
  return taken.length > 0 ? taken.map(({ path, code }) => `${path}: ${code}`).join(', ') : undefined;
}

function loadedAt(at: string): ChangeFacts {
  return { kind: 'loaded', why: '', madeAt: at, at, actorId: 'import', actorName: 'Import' };
}

function withSource(stored: Customer | null, next: Customer, now: string): Customer {
  return withSources(stored, next, { now, why: 'Loaded from a file' });
}

function moved(customer: Customer, placement: Placement): Customer {
  const same = customer.region === placement.region && customer.teamId === placement.teamId;
  return same ? customer : { ...customer, ...placement, scope: scopeOf(placement) };
}

async function write(sql: Sql, stored: Customer, next: Customer): Promise<void> {
  const updatedAt = new Date().toISOString();
  const doc: Customer = {
    ...withSource(stored, next, updatedAt),
    rev: nextRev(stored.rev),
    mutationId: crypto.randomUUID(),
    updatedAt,
    updatedBy: 'import',
  };
  await updateCustomer(sql, doc, stored.scope);
  await recordChange(sql, stored, doc, loadedAt(doc.updatedAt));
  if (doc.scope.join() !== stored.scope.join()) await moveHanging(sql, doc.id, doc.scope);
}
