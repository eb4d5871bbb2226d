/**
 * The edit form of one customer.
 *
 * Invariants
 * - What is typed is in the edits store with every keystroke, and leaves it only when saved or thrown away.
 * - A save that fails changes nothing in the form.
 */
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { issuesOf, type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { type Edit, useEdits } from '#renderer/state/edits.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { changedFields } from '#shared/customer/merge.ts';
import { type Customer, type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import { trimmed } from '#shared/customer/trim.ts';
import { saveRules, validateCustomer } from '#shared/customer/validate.ts';
import { isChanged, rebase } from './editing.ts';
import { focusFirst } from './field-ids.ts';
import { tellSaved } from '#renderer/app/tell-saved.ts';

/** What somebody else changed while the form was open. */
export type Elsewhere = { followed: string[]; clashing: string[] };

export type EditForm = {
  mine: CustomerEditable;
  changed: boolean;
  issues: readonly FieldIssue[];
  problem: ProblemCode | null;
  elsewhere: Elsewhere;
  saving: boolean;
  change: (part: Partial<CustomerEditable>) => void;
  save: () => Promise<void>;
  close: () => void;
};

const NO_ISSUES: readonly FieldIssue[] = [];

/** `edit` is what the edits store holds for the customer, whose newest state is `customer`. */
export function useEditForm(customer: Customer, edit: Edit): EditForm {
  const { update, drop } = useEdits();
  const [attempted, setAttempted] = useState(false);
  const [refused, setRefused] = useState(NO_ISSUES);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const [saving, setSaving] = useState(false);
  const elsewhere = useFollowing(customer, edit);

  const change = (part: Partial<CustomerEditable>) => {
    setRefused(NO_ISSUES);
    update(customer.id, (latest) => ({ ...latest, mine: { ...latest.mine, ...part } }));
  };
  const show = (issues: readonly FieldIssue[]) => {
    setAttempted(true);
    setRefused(issues);
    focusFirst(issues);
  };
  const save = async () => {
    if (saving) return;
    const issues = validateCustomer(edit.mine, saveRules(edit.base));
    if (issues.length > 0) return show(issues);
    if (!isChanged(edit)) return drop(customer.id);
    setSaving(true);
    setProblem(null);
    try {
      const change = { id: customer.id, base: edit.base, mine: trimmed(edit.mine) };
      const outcome = await api.customer.update(change);
      drop(customer.id);
      tellSaved(change, outcome);
    } catch (error) {
      show(issuesOf(error));
      setProblem(problemOf(error));
    } finally {
      setSaving(false);
    }
  };
  const live = attempted ? validateCustomer(edit.mine, saveRules(edit.base)) : NO_ISSUES;
  return {
    mine: edit.mine,
    changed: isChanged(edit),
    issues: refused.length > 0 ? refused : live,
    problem,
    elsewhere,
    saving,
    change,
    save,
    close: () => drop(customer.id),
  };
}

/** Lets untouched fields follow the customer, and tells which did. */
function useFollowing(customer: Customer, edit: Edit): Elsewhere {
  const update = useEdits((state) => state.update);
  const [followed, setFollowed] = useState<string[]>([]);
  const rebased = rebase(edit, editableOf(customer));
  const news = rebased.followed.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when somebody else's change arrives, not for every keystroke
  useEffect(() => {
    if (news === '') return;
    update(customer.id, (latest) => {
      const { base, mine } = rebase(latest, editableOf(customer));
      return { ...latest, base, mine };
    });
    const shown = changedFields(edit.mine, rebased.mine);
    setFollowed((before) => [...new Set([...before, ...shown])]);
  }, [news, customer.mutationId]);
  return { followed, clashing: rebased.clashing };
}
