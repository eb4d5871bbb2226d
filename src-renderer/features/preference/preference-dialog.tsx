/** Everything about how a customer wants to be dealt with, in one dialog that saves all of it together. */
import { Button, Modal, Text } from '@mantine/core';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { displayName } from '#shared/customer/names.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { ConsentSection } from './consent-section.tsx';
import { KnownIssueSection } from './known-issue-section.tsx';
import classes from './preference.module.css';
import { PreferenceSection } from './preference-section.tsx';
import { usePreferenceForm } from './use-preference-form.ts';

type PreferenceDialogProps = { customer: Customer; userName: string; onClose: () => void };

export function PreferenceDialog({ customer, userName, onClose }: PreferenceDialogProps) {
  const form = usePreferenceForm(customer, onClose);
  const name = displayName(customer) || customer.number;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Preferences of ${name}`}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.save();
        }}
      >
        <PreferenceSection form={form} />
        <KnownIssueSection form={form} />
        <ConsentSection form={form} userName={userName} />
        {form.problem && form.problem !== 'INVALID' && <ProblemPanel code={form.problem} />}
        <div className={classes.footer}>
          <Button type="submit" loading={form.saving}>
            Save
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Text size="sm" role="status" c={form.issues.length ? 'var(--mantine-color-error)' : 'dimmed'}>
            {form.issues.length > 0 ? 'Some fields need another look' : ''}
          </Text>
        </div>
      </form>
    </Modal>
  );
}
