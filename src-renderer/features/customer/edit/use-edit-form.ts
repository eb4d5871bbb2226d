/** The form that changes one customer: it follows what others change meanwhile, and saves over what it was made on. */
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { tellSaved } from '#renderer/app/tell-saved.ts';
import { type Edit, useEdits } from '#renderer/state/edits.ts';
import { changedFields } from '#shared/customer/merge.ts';
import { type Customer, editableOf } from '#shared/customer/schema.ts';
import { trimmed } from '#shared/customer/trim.ts';
import { isChanged, rebase } from './editing.ts';
import { type CustomerForm, useCustomerForm } from './use-customer-form.ts';

/** What somebody else changed while the form was open. */
export type Elsewhere = { followed: string[]; clashing: string[] };

export type EditForm = CustomerForm & { elsewhere: Elsewhere; close: () => void };

/** `edit` is what the edits store holds for the customer, whose newest state is `customer`. */
export function useEditForm(customer: Customer, edit: Edit): EditForm {
  const drop = useEdits((state) => state.drop);
  const close = () => drop(customer.id);
  const elsewhere = useFollowing(customer, edit);
  const form = useCustomerForm(customer.id, edit, async () => {
    if (!isChanged(edit)) return close();
    const change = { id: customer.id, base: edit.base, mine: trimmed(edit.mine), why: edit.why };
    const outcome = await api.customer.update(change);
    close();
    tellSaved(change, outcome);
  });
  return { ...form, elsewhere, close };
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
