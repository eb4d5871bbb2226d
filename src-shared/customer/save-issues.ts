/**
 * Everything that is asked of a customer before they are saved. One function speaks in the form, in main and on the
 * server, so that none of them is stricter than the others; only the desk asks why a postcode is right that does not look
 * like one. Pure but for the day.
 */
import type { FieldIssue } from '../api/errors.ts';
import { controlsOf } from '../configuration/controls.ts';
import { isHidden } from '../configuration/hidden.ts';
import { layoutSaveIssues } from '../configuration/layout-save.ts';
import { entriesUnder, modelIssues } from '../configuration/model.ts';
import { type CustomerFacts, readinessFacts, readinessIssues } from '../configuration/readiness.ts';
import { unreadPaths } from '../configuration/role-layouts.ts';
import { type ConfigurationEntry, definitionsIn } from '../configuration/schema.ts';
import { heldByEdition } from '../edition/custom-profile.ts';
import { profileIssues } from '../profile/profile-rules.ts';
import { whyIssues } from './critical.ts';
import type { CustomerEditable } from './schema.ts';
import { saveRules, validateCustomer } from './validate.ts';

export type SaveFacts = {
  /** What is stored, or null for a new customer: what it holds already is not refused again. */
  before: CustomerEditable | null;
  /** What the change was made on, where that is not what is stored. */
  madeOn?: CustomerEditable | null;
  /** The configuration as it stands where this is asked. */
  entries: readonly ConfigurationEntry[];
  /** What customers there are, as far as is known; told late, it is for the server to judge. */
  customers: CustomerFacts;
  role: string;
  /** Why, as the user says it. */
  why: string;
  /** True where somebody can be asked: at a desk. */
  atDesk?: boolean;
  /** Whether the edition lets custom profiles be changed. */
  mayChangeProfile: boolean;
};

/** All that keeps the customer from being saved, by path; empty when they may be. */
export function saveIssues(after: CustomerEditable, facts: SaveFacts): FieldIssue[] {
  const { before, madeOn = before, entries, role, why, atDesk = false } = facts;
  const controls = controlsOf(entries);
  const judged = entriesUnder(after.model, entries);
  const definitions = definitionsIn(entries);
  const unread = new Set(unreadPaths(role, definitions));
  // What a role does not read it cannot put right.
  const rules = [
    ...validateCustomer(after, saveRules(before, controls)),
    ...modelIssues(after, before, entries),
    ...profileIssues(after, before, judged),
    ...readinessIssues(after, before, readinessFacts(entries, facts.customers)),
    ...whyIssues(after, madeOn, why, { control: controls.CHANGE_REASON, atDesk }),
  ].filter(({ path }) => !isHidden(unread, path));
  const issues = [...rules, ...layoutSaveIssues(after, madeOn, judged, role)];
  if (facts.mayChangeProfile) return issues;
  return heldByEdition(issues, after.attributes, madeOn?.attributes ?? {});
}
