/** Changes of a customer's alternate numbers, each saved locally and at once. */
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { tellSaved } from '#renderer/app/tell-saved.ts';
import type { IdentifierElement } from '#shared/customer/contact-points.ts';
import { type Customer, type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import {
  newAlternateIssue,
  withAlternate,
  withoutAlternate,
  withPrimaryAlternate,
} from '#shared/profile/alternate.ts';

/** `taken`: another customer on this desk has it; what other desks have only the server knows. */
export type NumberIssue = NonNullable<ReturnType<typeof newAlternateIssue>> | 'taken';

export type Alternates = {
  saving: boolean;
  problem: ProblemCode | null;
  /** Adds the number; what keeps it from being added, or null. */
  add: (value: string) => Promise<NumberIssue | null>;
  makePrimary: (id: string) => void;
  remove: (id: string) => void;
};

export function useAlternates(customer: Customer): Alternates {
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(null);

  const run = async <T>(work: () => Promise<T>, failed: T): Promise<T> => {
    setSaving(true);
    setProblem(null);
    try {
      return await work();
    } catch (error) {
      setProblem(problemOf(error));
      return failed;
    } finally {
      setSaving(false);
    }
  };
  const save = async (identifiers: IdentifierElement[]) => {
    const base = editableOf(customer);
    const change = { id: customer.id, base, mine: { ...base, identifiers } };
    tellSaved(change, await api.customer.update(change));
  };
  return {
    saving,
    problem,
    async add(value) {
      const issue = newAlternateIssue(customer.identifiers, value);
      if (issue !== null) return issue;
      return run(async () => {
        const wanted = withAlternate(customer.identifiers, uuid(), value);
        if (await isTaken(customer, wanted.slice(-1))) return 'taken';
        await save(wanted);
        return null;
      }, null);
    },
    makePrimary: (id) => void run(() => save(withPrimaryAlternate(customer.identifiers, id)), undefined),
    remove: (id) => void run(() => save(withoutAlternate(customer.identifiers, id)), undefined),
  };
}

/** True when another customer on this desk has one of the numbers. */
async function isTaken(customer: Customer, identifiers: IdentifierElement[]): Promise<boolean> {
  const nobody = { given: '', family: '', organisation: '', emails: [], phones: [] };
  const mine: CustomerEditable = { ...editableOf(customer), ...nobody, identifiers };
  const found = await api.customer.duplicates({ id: customer.id, mine });
  return found.some(({ reasons }) => reasons.includes('identifier'));
}
