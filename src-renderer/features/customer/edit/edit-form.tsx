/** One form for everything a representative may change; it stands where the cards were, beside the timeline. */
import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { Edit } from '#renderer/state/edits.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { AddressList } from './address-list.tsx';
import classes from './edit.module.css';
import { ElsewhereNotice } from './elsewhere-notice.tsx';
import { EmailList } from './email-list.tsx';
import { fieldId } from './field-ids.ts';
import { NameSection } from './name-section.tsx';
import { PhoneList } from './phone-list.tsx';
import { useEditForm } from './use-edit-form.ts';

/** The form that Ctrl+S saves from anywhere. */
export const EDIT_FORM_ID = 'edit-form';

export function EditForm({ customer, edit }: { customer: Customer; edit: Edit }) {
  const form = useEditForm(customer, edit);
  const [asking, setAsking] = useState(false);
  const cancel = () => (form.changed ? setAsking(true) : form.close());
  useEffect(() => document.getElementById(fieldId('given'))?.focus(), []);
  return (
    <>
      <form
        id={EDIT_FORM_ID}
        className={classes.form}
        aria-label="Edit customer"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isListOpen(event.target)) cancel();
        }}
      >
        <ElsewhereNotice elsewhere={form.elsewhere} />
        <NameSection {...form} />
        <EmailList {...form} />
        <PhoneList {...form} />
        <AddressList {...form} />
        <div className={classes.footer}>
          {form.problem && form.problem !== 'INVALID' && (
            <div className={classes.problem}>
              <ProblemPanel code={form.problem} />
            </div>
          )}
          <Button type="submit" loading={form.saving} aria-keyshortcuts="Control+S">
            Save
          </Button>
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
          <Text
            size="sm"
            role="status"
            className={classes.footerText}
            c={form.issues.length ? 'var(--mantine-color-error)' : 'dimmed'}
          >
            {footerText(form.issues.length, form.changed)}
          </Text>
          <KeyHint keys="Ctrl S" />
        </div>
      </form>
      <ConfirmDialog
        opened={asking}
        title="Discard your changes?"
        confirmLabel="Discard changes"
        cancelLabel="Keep editing"
        onConfirm={form.close}
        onCancel={() => setAsking(false)}
      >
        What you changed in this form has not been saved.
      </ConfirmDialog>
    </>
  );
}

/** In an open list of choices Escape closes the list, not the form. */
function isListOpen(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset.expanded !== undefined;
}

function footerText(issues: number, changed: boolean): string {
  if (issues > 0) return issues === 1 ? '1 field needs another look' : `${issues} fields need another look`;
  return changed ? 'Unsaved; kept on this computer' : 'Nothing changed yet';
}
