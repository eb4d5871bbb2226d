/**
 * Preferences, known issues and new consents while they are edited, and Save.
 *
 * Invariant: nothing leaves here before Save; a save that fails changes nothing in the form.
 */
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { issuesOf, type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { tellSaved } from '#renderer/app/tell-saved.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { type Customer, type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import { preferenceIssues } from '#shared/preference/validate.ts';

type Part = Pick<CustomerEditable, 'preferences' | 'knownIssues' | 'consents'>;

export type PreferenceForm = {
  values: Part;
  issues: readonly FieldIssue[];
  problem: ProblemCode | null;
  saving: boolean;
  change: (part: Partial<Part>) => void;
  save: () => Promise<void>;
};

export function usePreferenceForm(customer: Customer, onSaved: () => void): PreferenceForm {
  const [base] = useState(() => editableOf(customer));
  const [values, setValues] = useState<Part>(() => partOf(base));
  const [issues, setIssues] = useState<readonly FieldIssue[]>([]);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    const found = preferenceIssues(values);
    setIssues(found);
    if (saving) return;
    if (found[0]) return document.getElementById(inputId(found[0].path))?.focus();
    setSaving(true);
    setProblem(null);
    try {
      const change = { id: customer.id, base, mine: { ...base, ...values } };
      tellSaved(change, await api.customer.update(change));
      onSaved();
    } catch (error) {
      setIssues(issuesOf(error));
      setProblem(problemOf(error));
      setSaving(false);
    }
  };
  const change = (part: Partial<Part>) => {
    setIssues([]);
    setValues((before) => ({ ...before, ...part }));
  };
  return { values, issues, problem, saving, change, save };
}

/** The id of the input of a field path such as `preferences.0.value`. */
export function inputId(path: string): string {
  return `preference-${path.replaceAll('.', '-')}`;
}

function partOf({ preferences, knownIssues, consents }: CustomerEditable): Part {
  return { preferences, knownIssues, consents };
}
