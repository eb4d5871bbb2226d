/**
 * A number that two customers turned out to have is for a person to decide (FEATURES B5): whoever comes later gets a tickler.
 *
 * Invariants
 * - One tickler a customer and number, however often the number comes and goes; its id says both.
 * - It names nothing of the other customer, whom its readers may not be allowed to see.
 */
import { v7 as newId, v5 as uuidOf } from 'uuid';
import { maskCardNumbers } from '#shared/comment/card-numbers.ts';
import { assign } from '#shared/contact/assignment.ts';
import type { Tickler } from '#shared/contact/schema.ts';
import type { Assignee } from '#shared/contact/tickler-state.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { Sql } from '../db/pool.ts';
import { insertDocuments } from '../sync/document-repository.ts';
import { nextRev } from '../sync/revision.ts';
import { findTeams } from '../team/team-repository.ts';

type Identifier = Customer['identifiers'][number];

const NAMESPACE = 'f4c83f5e-0d4e-4f6f-8a41-9a4c2f7d6b90';
/** Who made it, where a person would be named. */
const MAKER = 'Callbook';
const PRIORITY = 2;
const KINDS: Record<Identifier['kind'], string> = {
  external: 'External ID',
  alternate: 'Alternate number',
  loyalty: 'Loyalty number',
  logon: 'Logon ID',
};

/** Adds the ticklers for what became contested between the two states, in the caller's transaction. */
export async function askWhoseNumber(
  sql: Sql,
  me: Me,
  before: Customer | null,
  after: Customer,
): Promise<void> {
  const known = new Set((before?.identifiers ?? []).filter(({ contested }) => contested).map(keyText));
  const fresh = after.identifiers.filter((one) => one.contested && !known.has(keyText(one)));
  if (fresh.length === 0) return;
  const assignee = await assigneeFor(sql, me, after);
  const ticklers = fresh.map((one) => ticklerAbout(after, one, assignee));
  await insertDocuments(sql, 'ticklers', ticklers);
}

function ticklerAbout(customer: Customer, identifier: Identifier, assignee: Assignee): Tickler {
  const { id: customerId, scope, updatedAt: at } = customer;
  return {
    id: uuidOf(`${customerId} ${keyText(identifier)}`, NAMESPACE),
    rev: nextRev(),
    mutationId: newId(),
    scope,
    updatedAt: at,
    updatedBy: '',
    customerId,
    relatedTo: { type: 'customer', ref: '' },
    reasonCode: '',
    priority: PRIORITY,
    text: textAbout(identifier),
    remindAt: at,
    ...assignee,
    status: 'open',
    resolution: '',
    reopens: '',
    createdBy: '',
    createdAt: at,
    actions: [{ id: newId(), at, by: MAKER, code: 'created', text: '' }],
  };
}

/** A number that looks like that of a card would keep every later change of the tickler from being taken. */
function textAbout({ kind, system, value }: Identifier): string {
  const number = system === '' ? value : `${value} (${system})`;
  return maskCardNumbers(
    `${KINDS[kind]} ${number} of this customer is also another customer’s. Find out whose it is, and take it out where it does not belong.`,
  );
}

/** The customer's team, or one of their region: whoever made the change may be a program, and nobody would see it. */
async function assigneeFor(sql: Sql, creator: Me, { teamId, region }: Customer): Promise<Assignee> {
  const teams = await findTeams(sql);
  const team = teams.find(({ id }) => id === teamId) ?? teams.find((one) => one.region === region);
  return assign({ mode: 'rule' }, { creator, customerTeamId: team?.id ?? null, teams });
}

function keyText({ kind, system, value }: Identifier): string {
  return JSON.stringify([kind, system, value]);
}
