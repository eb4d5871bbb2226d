/**
 * The values of the open drawer, and OK.
 *
 * Invariants: Cancel changes nothing, because nothing leaves here before OK; OK saves every field or none.
 */
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { issuesOf, type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { tellSaved } from '#renderer/app/tell-saved.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { ProfileCategory } from '#shared/configuration/schema.ts';
import { type Customer, editableOf } from '#shared/customer/schema.ts';
import { type Answer, checkAnswers } from '#shared/profile/answers.ts';
import { type DrawerField, drawerFields } from '#shared/profile/drawer.ts';
import { profileFieldId } from './field-id.ts';

export type ProfileFormState = {
  fields: readonly DrawerField[];
  answers: Readonly<Record<string, Answer>>;
  issues: readonly FieldIssue[];
  /** Counts the times OK did not save, so that each is announced. */
  attempts: number;
  problem: ProblemCode | null;
  saving: boolean;
  answer: (code: string, value: string) => void;
  save: () => Promise<void>;
};

/** @param onSaved called once the answers are on the disk. */
export function useProfileForm(
  customer: Customer,
  categories: readonly ProfileCategory[],
  onSaved: () => void,
): ProfileFormState {
  const [base] = useState(customer.responses);
  const [fields] = useState(() => drawerFields(categories, base));
  const [answers, setAnswers] = useState(() => initialAnswers(fields));
  const [issues, setIssues] = useState<readonly FieldIssue[]>([]);
  const [attempts, setAttempts] = useState(0);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const [saving, setSaving] = useState(false);

  const block = (found: readonly FieldIssue[]) => {
    setIssues(found);
    setAttempts((count) => count + 1);
    const code = found[0]?.path.split('.')[1];
    if (code) document.getElementById(profileFieldId(code))?.focus();
  };
  const answer = (code: string, value: string) => {
    setAnswers((before) => ({ ...before, [code]: { value, touched: true } }));
    setIssues((before) => before.filter(({ path }) => path !== `responses.${code}`));
  };
  const save = async () => {
    const found = checkAnswers(fields, answers);
    if (saving) return;
    if (found.length > 0) return block(found);
    setSaving(true);
    setProblem(null);
    try {
      const outcome = await api.profile.answer({ customerId: customer.id, base, answers });
      const shown = { ...editableOf(customer), responses: base };
      tellSaved({ id: customer.id, base: shown, mine: outcome.mine }, outcome);
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
      block(issuesOf(error));
      setSaving(false);
    }
  };
  return { fields, answers, issues, attempts, problem, saving, answer, save };
}

function initialAnswers(fields: readonly DrawerField[]): Record<string, Answer> {
  return Object.fromEntries(fields.map(({ code, initial }) => [code, { value: initial, touched: false }]));
}
