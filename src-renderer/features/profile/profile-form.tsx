/** The fields of the drawer. They are those of the moment it opened: what arrives meanwhile does not move them. */
import { Button, Text } from '@mantine/core';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { CustomerView } from '#shared/api/customer.ts';
import type { ProfileCategory } from '#shared/configuration/schema.ts';
import { useProfileDrawer } from './drawer-state.ts';
import classes from './profile.module.css';
import { ProfileField } from './profile-field.tsx';
import { useProfileForm } from './use-profile-form.ts';

type ProfileFormProps = {
  view: CustomerView;
  categories: readonly ProfileCategory[];
  onSaved: () => void;
  /** Closes it, unanswered. */
  onLeave: () => void;
};

export function ProfileForm({
  view: { customer, editable },
  categories,
  onSaved,
  onLeave,
}: ProfileFormProps) {
  const form = useProfileForm(customer, categories, onSaved);
  const byItself = useProfileDrawer((store) => store.byItself);
  return (
    <form
      className={classes.form}
      aria-label="Profile"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      {byItself && (
        <Text size="sm" c="dimmed">
          Something required is not answered yet. Ask the customer if it suits, or cancel and go on.
        </Text>
      )}
      {form.fields.map((field, place) => (
        <ProfileField
          key={field.code}
          field={field}
          value={form.answers[field.code]?.value ?? field.initial}
          onChange={(value) => form.answer(field.code, value)}
          issue={form.issues.find(({ path }) => path === `responses.${field.code}`)}
          readOnly={!editable}
          autoFocus={place === 0}
        />
      ))}
      <div className={classes.footer}>
        {form.problem && form.problem !== 'INVALID' && <ProblemPanel code={form.problem} />}
        <Text size="sm" role="alert" key={form.attempts} c="var(--mantine-color-error)">
          {blockedText(form.issues.length)}
        </Text>
        {editable && (
          <Button type="submit" loading={form.saving}>
            OK
          </Button>
        )}
        <Button variant="default" onClick={onLeave}>
          {editable ? 'Cancel' : 'Close'}
        </Button>
      </div>
    </form>
  );
}

function blockedText(issues: number): string {
  if (issues === 0) return '';
  return issues === 1 ? 'Not saved yet: 1 answer is missing' : `Not saved yet: ${issues} answers are missing`;
}
