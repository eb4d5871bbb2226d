/** What an entry may be saved as, judged against what stands. Throws Refused. */
import type { FieldIssue } from '#shared/api/errors.ts';
import { attributeDefinitionIssues, NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import { categoryIssues, removedResponses } from '#shared/configuration/category.ts';
import { controlIssue, isControlCode } from '#shared/configuration/controls.ts';
import { attributeFields, layoutIssues, neededPaths } from '#shared/configuration/layout.ts';
import { isFrozen } from '#shared/configuration/lifecycle.ts';
import { profileModelIssues } from '#shared/configuration/model.ts';
import { reasonIssues } from '#shared/configuration/reason.ts';
import type {
  AttributeDefinition,
  Configuration,
  ConfigurationEntry,
  Layout,
  ProfileCategory,
  ProfileModel,
  SystemControl,
  TeamView,
} from '#shared/configuration/schema.ts';
import { FIELDS } from '#shared/customer/field-registry.ts';
import type { Me } from '#shared/permission/me.ts';
import { audienceOf, teamViewIssues } from '#shared/search/team-view.ts';
import type { Sql } from '../db/pool.ts';
import { unstorableText } from '../sync/field-errors.ts';
import { approversAmong } from './approver-repository.ts';
import { listEntries, nameOf, usedResponses } from './configuration-repository.ts';
import { Refused } from './refused.ts';

type Entries = readonly ConfigurationEntry[];

/** The entry as it may be written; what only the server sets is as it stands. */
export async function checkEntry(
  sql: Sql,
  entry: ConfigurationEntry,
  stored: Configuration | undefined,
  me: Me,
): Promise<ConfigurationEntry> {
  if (unstorableText(entry).length > 0) throw new Refused('INVALID', [{ path: '', code: 'control' }]);
  const others = (await listEntries(sql, [entry.kind]))
    .filter(({ id }) => id !== stored?.id)
    .map((other) => other.entry);
  const before = stored?.entry;
  if (entry.kind === 'category') return checkCategory(sql, entry, before, others);
  if (entry.kind === 'attribute') return checkAttribute(sql, entry, before, others);
  if (entry.kind === 'control') return checkControl(entry, others);
  if (entry.kind === 'model') return checkModel(sql, entry, before, others);
  if (entry.kind === 'view') return checkView(sql, entry, before, others, me);
  if (entry.kind === 'layout') await checkLayout(sql, entry);
  if (entry.kind === 'reason') {
    refuse(reasonIssues(entry, before?.kind === 'reason' ? before : null, others.filter(isKind('reason'))));
  }
  refuse(nameTaken(entry, others));
  return entry;
}

async function checkCategory(
  sql: Sql,
  entry: ProfileCategory,
  before: ConfigurationEntry | undefined,
  others: Entries,
): Promise<ProfileCategory> {
  const stored = before?.kind === 'category' ? before : null;
  refuse(categoryIssues(entry, stored, others.filter(isKind('category'))));
  const removed = removedResponses(entry, stored);
  const used = removed.length > 0 ? await usedResponses(sql, entry.code, removed) : [];
  refuse(used.map((code) => ({ path: `responses.${code}`, code: 'inUse' })));
  return entry;
}

async function checkAttribute(
  sql: Sql,
  entry: AttributeDefinition,
  before: ConfigurationEntry | undefined,
  others: Entries,
): Promise<AttributeDefinition> {
  const stored = before?.kind === 'attribute' ? before : null;
  if (stored && !isFrozen(stored) && stored.state !== 'draft') throw new Refused('WRONG_STATE');
  const issues = attributeDefinitionIssues(entry, stored, others.filter(isKind('attribute')));
  if (issues.some(({ code }) => code === 'immutable')) throw new Refused('ATTRIBUTE_IMMUTABLE', issues);
  refuse(issues);
  const known = await approversAmong(sql, entry.approvers);
  if (Object.keys(known).length < new Set(entry.approvers).size)
    refuse([{ path: 'approvers', code: 'notOffered' }]);
  const { state, proposedBy, proposedAt, approvals, activatedAt } = stored ?? NEW_ATTRIBUTE;
  const names = { ...stored?.names, ...known };
  return { ...entry, state, proposedBy, proposedAt, approvals, activatedAt, names };
}

function checkControl(entry: SystemControl, others: Entries): SystemControl {
  const issue = isControlCode(entry.code) ? controlIssue(entry.code, entry.value) : 'notOffered';
  refuse(issue === null ? [] : [{ path: 'value', code: issue }]);
  refuse(nameTaken(entry, others));
  return typeof entry.value === 'string' ? { ...entry, value: entry.value.trim() } : entry;
}

async function checkLayout(sql: Sql, entry: Layout): Promise<void> {
  const entries = (await listEntries(sql, ['attribute'])).map((one) => one.entry);
  const definitions = entries.filter(isKind('attribute'));
  refuse(layoutIssues(entry, [...FIELDS, ...attributeFields(definitions)], neededPaths(definitions)));
}

/** The version is the server's: it counts what was changed. */
async function checkModel(
  sql: Sql,
  entry: ProfileModel,
  before: ConfigurationEntry | undefined,
  others: Entries,
): Promise<ProfileModel> {
  const stored = before?.kind === 'model' ? before : null;
  const entries = (await listEntries(sql, ['attribute', 'category'])).map((one) => one.entry);
  refuse(profileModelIssues(entry, entries));
  refuse(nameTaken(entry, others));
  if (stored && stored.code !== entry.code) refuse([{ path: 'code', code: 'immutable' }]);
  return { ...entry, version: (stored?.version ?? 0) + 1 };
}

/** The audience is the server's: that of whoever shared it first. */
async function checkView(
  sql: Sql,
  entry: TeamView,
  before: ConfigurationEntry | undefined,
  others: Entries,
  me: Me,
): Promise<TeamView> {
  const entries = (await listEntries(sql, ['attribute', 'category'])).map((one) => one.entry);
  refuse(teamViewIssues(entry, entries));
  const view = { ...entry, audience: before?.kind === 'view' ? before.audience : audienceOf(me) };
  refuse(nameTaken(view, others));
  return view;
}

function nameTaken(entry: ConfigurationEntry, others: Entries): FieldIssue[] {
  return others.some((other) => nameOf(other) === nameOf(entry)) ? [{ path: 'code', code: 'duplicate' }] : [];
}

function refuse(issues: FieldIssue[]): void {
  if (issues.length > 0) throw new Refused('INVALID', issues);
}

function isKind<K extends ConfigurationEntry['kind']>(kind: K) {
  return (entry: ConfigurationEntry): entry is Extract<ConfigurationEntry, { kind: K }> =>
    entry.kind === kind;
}
