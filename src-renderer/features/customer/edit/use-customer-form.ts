/**
 * The form of one customer, for a change and for a new one.
 *
 * Invariants
 * - What is typed is in the edits store with every keystroke, and leaves it only when saved or thrown away.
 * - A save that fails changes nothing in the form.
 */
import { useMemo, useState } from 'react';
import { issuesOf, type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { useEveryEntry } from '#renderer/state/configuration.ts';
import { type Edit, useEdits } from '#renderer/state/edits.ts';
import { useMe } from '#renderer/state/session.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { controlsOf } from '#shared/configuration/controls.ts';
import { entriesShown, standardModel } from '#shared/configuration/model.ts';
import { missingForProfile, type ReadinessPoint, readinessFacts } from '#shared/configuration/readiness.ts';
import { type ConfigurationEntry, definitionsIn } from '#shared/configuration/schema.ts';
import { hasOddPostcode, isCritical, USUAL_REASON } from '#shared/customer/critical.ts';
import { type Hint, hintsFor } from '#shared/customer/hints.ts';
import { countryOfLocale } from '#shared/customer/phone.ts';
import { saveIssues } from '#shared/customer/save-issues.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { mayChange } from '#shared/edition/edition.ts';
import { withDefaults } from '#shared/profile/attribute-value.ts';
import { same } from '#shared/sync/three-way.ts';
import { isChanged, stillRefused } from './editing.ts';
import type { ShownField } from './field.ts';
import { focusFirst } from './field-ids.ts';
import { useCustomerFacts } from './use-customer-facts.ts';
import { useShownFields } from './use-shown-fields.ts';

export type CustomerForm = {
  fields: readonly ShownField[];
  mine: CustomerEditable;
  why: string;
  /** What stands as the reason where none is given; '' where one is needed, null where none is asked for. */
  usualWhy: string | null;
  changed: boolean;
  issues: readonly FieldIssue[];
  hints: readonly Hint[];
  /** What is missing before the customer can be given a custom profile. */
  unready: readonly ReadinessPoint[];
  problem: ProblemCode | null;
  saving: boolean;
  change: (part: Partial<CustomerEditable>) => void;
  setWhy: (why: string) => void;
  save: () => Promise<void>;
};

const USUAL_WHY = { NONE: null, ASK: USUAL_REASON, REQUIRE: '' } as const;
const NO_ISSUES: readonly FieldIssue[] = [];

/**
 * @param id of the customer in the edits store, which holds `edit`.
 * @param send hands the form to the core; what it throws is shown, with the focus on the first field that is named.
 */
export function useCustomerForm(id: string, edit: Edit, send: () => Promise<void>): CustomerForm {
  const update = useEdits((state) => state.update);
  const [attempted, setAttempted] = useState(false);
  const [refused, setRefused] = useState(NO_ISSUES);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const [saving, setSaving] = useState(false);
  const fields = useShownFields(edit.mine.model);
  const entries = useEveryEntry();
  const customers = useCustomerFacts();
  const me = useMe();
  const role = me?.role ?? '';
  const { base, mine, isNew = false, why = '' } = edit;
  const before = isNew ? null : base;
  const judge = () => {
    const definitions = definitionsIn(entriesShown(mine.model, entries));
    const attributes = withDefaults(mine.attributes, before?.attributes ?? {}, definitions);
    const mayChangeProfile = mayChange('customProfiles', me ?? {});
    const facts = { before, entries, customers, role, why, mayChangeProfile, atDesk: true };
    return saveIssues({ ...mine, attributes }, facts);
  };
  const show = (issues: readonly FieldIssue[]) => {
    setAttempted(true);
    setRefused(issues);
    requestAnimationFrame(() => focusFirst(issues));
  };
  const save = async () => {
    if (saving) return;
    const issues = judge();
    if (issues.length > 0) return show(issues);
    setSaving(true);
    setProblem(null);
    try {
      await send();
    } catch (error) {
      const issues = issuesOf(error);
      if (issues.some(({ code }) => code === 'openOrder')) putBackAddresses(id);
      show(issues);
      setProblem(problemOf(error));
    } finally {
      setSaving(false);
    }
  };
  return {
    fields,
    mine,
    why,
    usualWhy: usualWhyOf(mine, before, entries),
    changed: isChanged(edit),
    issues: [...stillRefused(edit), ...(refused.length > 0 ? refused : attempted ? judge() : NO_ISSUES)],
    unready: hasProfile(before) ? [] : missingForProfile(mine, readinessFacts(entries, customers)),
    hints: useMemo(() => hintsFor(mine, countryOfLocale(navigator.language)), [mine]),
    problem,
    saving,
    change: (part) => {
      setRefused(NO_ISSUES);
      const model = part.kind && isNew ? modelOfKind(mine, part.kind, entries) : {};
      update(id, (latest) => ({ ...latest, mine: { ...latest.mine, ...model, ...part } }));
    },
    setWhy: (next) => {
      setRefused(NO_ISSUES);
      update(id, (latest) => ({ ...latest, why: next }));
    },
    save,
  };
}

function usualWhyOf(
  mine: CustomerEditable,
  before: CustomerEditable | null,
  entries: readonly ConfigurationEntry[],
): string | null {
  if (hasOddPostcode(mine, before)) return '';
  return isCritical(mine, before) ? USUAL_WHY[controlsOf(entries).CHANGE_REASON] : null;
}

/** An address that must stay is in the form again, beside the reason. */
function putBackAddresses(id: string): void {
  useEdits.getState().update(id, (edit) => {
    const left = new Set(edit.mine.addresses.map((address) => address.id));
    const removed = edit.base.addresses.filter((address) => !left.has(address.id));
    return { ...edit, mine: { ...edit.mine, addresses: [...edit.mine.addresses, ...removed] } };
  });
}

/** Another kind begins with the model of that kind, as long as nobody chose another one. */
function modelOfKind(
  { model, kind }: CustomerEditable,
  next: CustomerEditable['kind'],
  entries: readonly ConfigurationEntry[],
): Partial<CustomerEditable> {
  return same(model, standardModel(entries, kind)) ? { model: standardModel(entries, next) } : {};
}

function hasProfile(customer: CustomerEditable | null): boolean {
  return customer !== null && Object.keys(customer.attributes).length > 0;
}
