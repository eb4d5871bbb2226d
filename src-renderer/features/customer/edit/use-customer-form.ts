/**
 * The form of one customer, for a change and for a new one.
 *
 * Invariants
 * - What is typed is in the edits store with every keystroke, and leaves it only when saved or thrown away.
 * - A save that fails changes nothing in the form.
 */
import { useMemo, useState } from 'react';
import { issuesOf, type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { useControls, useEveryEntry } from '#renderer/state/configuration.ts';
import { type Edit, useEdits } from '#renderer/state/edits.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { Shown } from '#shared/configuration/layout.ts';
import { valueAt } from '#shared/customer/field-registry.ts';
import { type Hint, hintsFor } from '#shared/customer/hints.ts';
import { countryOfLocale } from '#shared/customer/phone.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { saveRules, validateCustomer } from '#shared/customer/validate.ts';
import { profileIssues } from '#shared/profile/profile-rules.ts';
import { isChanged } from './editing.ts';
import type { ShownField } from './field.ts';
import { focusFirst } from './field-ids.ts';
import { useShownAttributes } from './use-shown-attributes.ts';
import { useShownFields } from './use-shown-fields.ts';

export type CustomerForm = {
  fields: readonly ShownField[];
  mine: CustomerEditable;
  why: string;
  changed: boolean;
  issues: readonly FieldIssue[];
  hints: readonly Hint[];
  problem: ProblemCode | null;
  saving: boolean;
  change: (part: Partial<CustomerEditable>) => void;
  setWhy: (why: string) => void;
  save: () => Promise<void>;
};

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
  const fields = useShownFields();
  const attributes = useShownAttributes();
  const controls = useControls();
  const entries = useEveryEntry();
  const { base, mine, isNew = false, why = '' } = edit;
  const judge = () => [
    ...validateCustomer(mine, saveRules(isNew ? null : base, controls)),
    ...profileIssues(mine, isNew ? null : base, entries),
    ...missing([...fields, ...attributes], mine),
  ];
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
      show(issuesOf(error));
      setProblem(problemOf(error));
    } finally {
      setSaving(false);
    }
  };
  return {
    fields,
    mine,
    why,
    changed: isChanged(edit),
    issues: refused.length > 0 ? refused : attempted ? judge() : NO_ISSUES,
    hints: useMemo(() => hintsFor(mine, countryOfLocale(navigator.language)), [mine]),
    problem,
    saving,
    change: (part) => {
      setRefused(NO_ISSUES);
      update(id, (latest) => ({ ...latest, mine: { ...latest.mine, ...part } }));
    },
    setWhy: (next) => update(id, (latest) => ({ ...latest, why: next })),
    save,
  };
}

/** Fields that the layout of this role wants filled in, and are not. */
function missing(
  fields: readonly (Shown & Pick<ShownField, 'path'>)[],
  mine: CustomerEditable,
): FieldIssue[] {
  const isEmpty = (value: unknown) =>
    value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return fields
    .filter(({ path, required, readOnly }) => required && !readOnly && isEmpty(valueAt(mine, path) ?? null))
    .map(({ path }) => ({ path, code: 'required' }));
}
