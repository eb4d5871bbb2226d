/** The frame of both forms of a customer: fields between what stands above them and the bar that saves them. */
import { Button, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import classes from './edit.module.css';
import { fieldId, focusFirst } from './field-ids.ts';
import { FormSections } from './form-sections.tsx';
import type { CustomerForm } from './use-customer-form.ts';
import { WhyInput, whyOfKey } from './why-input.tsx';

/** The form that Ctrl+S saves from anywhere. */
export const EDIT_FORM_ID = 'edit-form';

type FormFrameProps = {
  form: CustomerForm;
  label: string;
  saveLabel: string;
  children?: ReactNode;
  onClose: () => void;
};

export function FormFrame({ form, label, saveLabel, children, onClose }: FormFrameProps) {
  const [asking, setAsking] = useState(false);
  const cancel = () => (form.changed ? setAsking(true) : onClose());
  const { issues } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus is set once, when the form opens
  useEffect(
    () => (issues.length > 0 ? focusFirst(issues) : document.getElementById(fieldId('given'))?.focus()),
    [],
  );
  return (
    <>
      <form
        id={EDIT_FORM_ID}
        className={classes.form}
        aria-label={label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isListOpen(event.target)) cancel();
          const why = whyOfKey(event);
          if (why === undefined) return;
          event.preventDefault();
          form.setWhy(why);
        }}
      >
        {children}
        <FormSections {...form} />
        <div className={classes.footer}>
          {form.problem && form.problem !== 'INVALID' && (
            <div className={classes.problem}>
              <ProblemPanel code={form.problem} />
            </div>
          )}
          <Button type="submit" loading={form.saving} aria-keyshortcuts="Control+S">
            {saveLabel}
          </Button>
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
          <WhyInput form={form} />
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
        onConfirm={onClose}
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
