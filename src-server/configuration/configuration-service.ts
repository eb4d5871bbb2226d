/**
 * Changes of the configuration, each in one transaction with its feed row.
 *
 * Invariants
 * - A change is made on the revision that stands, or refused as STALE.
 * - The rules are those of src-shared/configuration, whatever the screen let through; roles decide by kind of entry.
 * - What customers hold is never taken out of the configuration: it is archived.
 */
import { randomUUID } from 'node:crypto';
import type {
  JudgeAttribute,
  Readiness,
  RemoveEntry,
  SaveEntry,
  StepAttribute,
} from '#shared/configuration/commands.ts';
import { type ControlValues, controlsOf } from '#shared/configuration/controls.ts';
import { mayWrite, stepPermission } from '#shared/configuration/permission.ts';
import { type ReadinessFacts, readiness, readinessFacts } from '#shared/configuration/readiness.ts';
import type { AttributeDefinition, Configuration, ConfigurationEntry } from '#shared/configuration/schema.ts';
import { mayChangeEntry } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { isShownTo } from '#shared/search/team-view.ts';
import type { Pool, Sql } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { nextRev } from '../sync/revision.ts';
import { EVERYBODY } from '../sync/scope.ts';
import { judged, stepped } from './attribute-steps.ts';
import {
  customerFacts,
  deleteEntry,
  findEntry,
  insertEntry,
  isCategoryUsed,
  isModelUsed,
  listEntries,
  updateEntry,
} from './configuration-repository.ts';
import { checkEntry } from './entry-check.ts';
import { Refused } from './refused.ts';

/** Adds or replaces an entry. Throws Refused. Returns the revision that now stands. */
export function saveEntry(pool: Pool, me: Me, { id, rev, entry }: SaveEntry): Promise<string> {
  return write(pool, async (sql) => {
    if (!mayWrite(me.role, entry.kind)) throw new Refused('FORBIDDEN');
    refuseUnlicensed(me, entry.kind);
    const stored = await findEntry(sql, id);
    if ((stored?.rev ?? '') !== rev) throw new Refused('STALE');
    if (stored && stored.entry.kind !== entry.kind) throw new Refused('INVALID');
    if (stored) refuseOthers(me, stored.entry);
    const checked = await checkEntry(sql, entry, stored, me);
    const doc = documentOf(id, checked, stored, me);
    await (stored ? updateEntry(sql, doc) : insertEntry(sql, doc));
    return doc.rev;
  });
}

/** Removes an entry that nobody uses. Throws Refused. Returns the revision that was removed. */
export function removeEntry(pool: Pool, me: Me, { id, rev }: Omit<RemoveEntry, 'kind'>): Promise<string> {
  return write(pool, async (sql) => {
    const stored = await standing(sql, id, rev);
    if (!mayWrite(me.role, stored.entry.kind)) throw new Refused('FORBIDDEN');
    refuseUnlicensed(me, stored.entry.kind);
    refuseOthers(me, stored.entry);
    await refuseUsed(sql, stored.entry);
    await deleteEntry(sql, id);
    return stored.rev;
  });
}

/** Notes an approver's word; the last one that was missing approves, one refusal sends back to draft. */
export function judgeAttribute(pool: Pool, me: Me, given: JudgeAttribute): Promise<string> {
  if (!may(me.role, 'attribute.approve')) throw new Refused('FORBIDDEN');
  const { verdict, comment } = given;
  return changeAttribute(pool, me, given, (definition, now, { APPROVALS }) =>
    judged(definition, { by: me.sub, at: now, verdict, comment }, APPROVALS),
  );
}

/** Takes a step in the life of an attribute. */
export function stepAttribute(pool: Pool, me: Me, given: StepAttribute): Promise<string> {
  if (!may(me.role, stepPermission(given.to))) throw new Refused('FORBIDDEN');
  return changeAttribute(pool, me, given, (definition, now) => stepped(definition, given.to, me.sub, now));
}

/** Each precondition of custom profiles, and whether it is met. */
export async function readReadiness(sql: Sql): Promise<Readiness> {
  return readiness(await readReadinessFacts(sql));
}

/** What readiness is judged by. Source: tables `configuration` and `customers`. */
export async function readReadinessFacts(sql: Sql): Promise<ReadinessFacts> {
  const entries = (await listEntries(sql, ['attribute', 'layout'])).map(({ entry }) => entry);
  return readinessFacts(entries, await customerFacts(sql));
}

function changeAttribute(
  pool: Pool,
  me: Me,
  { id, rev }: { id: string; rev: string },
  change: (definition: AttributeDefinition, now: string, controls: ControlValues) => AttributeDefinition,
): Promise<string> {
  return write(pool, async (sql) => {
    const stored = await standing(sql, id, rev);
    if (stored.entry.kind !== 'attribute') throw new Refused('NOT_FOUND');
    refuseUnlicensed(me, stored.entry.kind);
    const controls = controlsOf((await listEntries(sql, ['control'])).map(({ entry }) => entry));
    const changed = change(stored.entry, new Date().toISOString(), controls);
    // Desks know nobody by subject: the name goes with what they did.
    const named = { ...changed, names: { ...changed.names, [me.sub]: me.name } };
    const doc = documentOf(id, named, stored, me);
    await updateEntry(sql, doc);
    return doc.rev;
  });
}

function refuseUnlicensed(me: Me, kind: ConfigurationEntry['kind']): void {
  if (!mayChangeEntry(kind, me)) throw new Refused('NOT_IN_EDITION');
}

async function standing(sql: Sql, id: string, rev: string): Promise<Configuration> {
  const stored = await findEntry(sql, id);
  if (!stored) throw new Refused('NOT_FOUND');
  if (stored.rev !== rev) throw new Refused('STALE');
  return stored;
}

/** What another team shared is theirs to change. */
function refuseOthers(me: Me, entry: ConfigurationEntry): void {
  if (entry.kind === 'view' && !isShownTo(entry, me)) throw new Refused('FORBIDDEN');
}

async function refuseUsed(sql: Sql, entry: ConfigurationEntry): Promise<void> {
  if (entry.kind === 'attribute' && entry.activatedAt !== null) throw new Refused('ATTRIBUTE_IMMUTABLE');
  if (entry.kind === 'model' && (await isModelUsed(sql, entry.code))) {
    throw new Refused('INVALID', [{ path: 'code', code: 'inUse' }]);
  }
  if (entry.kind === 'category' && (await isCategoryUsed(sql, entry.code))) {
    throw new Refused('INVALID', [{ path: 'code', code: 'inUse' }]);
  }
}

function documentOf(
  id: string,
  entry: ConfigurationEntry,
  stored: Configuration | undefined,
  me: Me,
): Configuration {
  return {
    id,
    rev: nextRev(stored?.rev),
    mutationId: randomUUID(),
    scope: [...EVERYBODY],
    updatedAt: new Date().toISOString(),
    updatedBy: me.sub,
    entry,
  };
}

/** Changes of the configuration are few: one at a time, so that rules over all entries of a kind hold. */
function write<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('configuration', 0))");
    return work(client);
  });
}
