/** One form for everything a representative may change; it stands where the cards were, beside the timeline. */
import type { Edit } from '#renderer/state/edits.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { ElsewhereNotice } from './elsewhere-notice.tsx';
import { FormFrame } from './form-frame.tsx';
import { useEditForm } from './use-edit-form.ts';

export function EditForm({ customer, edit }: { customer: Customer; edit: Edit }) {
  const form = useEditForm(customer, edit);
  return (
    <FormFrame form={form} label="Edit customer" saveLabel="Save" onClose={form.close}>
      <ElsewhereNotice elsewhere={form.elsewhere} />
    </FormFrame>
  );
}
