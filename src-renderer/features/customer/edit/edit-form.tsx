/** One form for everything a representative may change; it stands where the cards were, beside the timeline. */
import type { Edit } from '#renderer/state/edits.ts';
import { changedFields } from '#shared/customer/merge.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { DuplicatePanel } from '../create/duplicate-panel.tsx';
import { useDuplicates } from '../create/use-duplicates.ts';
import { ElsewhereNotice } from './elsewhere-notice.tsx';
import { FormFrame } from './form-frame.tsx';
import { useEditForm } from './use-edit-form.ts';

type EditFormProps = { customer: Customer; edit: Edit; onOpen: (id: string, title: string) => void };

export function EditForm({ customer, edit, onOpen }: EditFormProps) {
  const form = useEditForm(customer, edit);
  const duplicates = useDuplicates(customer.id, edit.mine, isToldApartAnew(edit));
  return (
    <FormFrame form={form} label="Edit customer" saveLabel="Save" onClose={form.close}>
      <ElsewhereNotice elsewhere={form.elsewhere} />
      <DuplicatePanel duplicates={duplicates} mine={edit.mine} change={form.change} onOpen={onOpen} />
    </FormFrame>
  );
}

/** Only what was changed here can have made two customers alike; everybody else was alike before. */
function isToldApartAnew({ base, mine }: Edit): boolean {
  return changedFields(base, mine).some((field) => IDENTIFYING.has(field));
}

const IDENTIFYING: ReadonlySet<string> = new Set(['emails', 'phones', 'identifiers']);
