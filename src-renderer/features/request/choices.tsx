/** What several request forms ask: which checks were passed, and the buttons at the end. */
import { Button, Checkbox, Group, Text } from '@mantine/core';
import { CHECK_TEXTS } from '#renderer/app/texts/request.ts';
import { IDENTITY_CHECKS } from '#shared/request/schema.ts';

export type Check = (typeof IDENTITY_CHECKS)[number];

export function IdentityChecks({
  checks,
  onChange,
}: {
  checks: Check[];
  onChange: (checks: Check[]) => void;
}) {
  return (
    <Checkbox.Group
      label="How identity was checked"
      description="Only the kind of check is kept, never an answer."
      value={checks}
      onChange={(value) => onChange(value as Check[])}
      mt="xs"
    >
      <Group gap="xs" mt={6}>
        {IDENTITY_CHECKS.map((check) => (
          <Checkbox key={check} value={check} label={CHECK_TEXTS[check]} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

type EndProps = {
  said: string;
  busy: boolean;
  disabled?: boolean;
  label: string;
  danger?: boolean;
  onCancel: () => void;
};

export function FormEnd({ said, busy, disabled = false, label, danger = false, onCancel }: EndProps) {
  return (
    <>
      {said && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mt="xs">
          {said}
        </Text>
      )}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={disabled} {...(danger && { color: 'red.9' })}>
          {label}
        </Button>
      </Group>
    </>
  );
}

/** Choices of a select, from their words. */
export function choicesOf(texts: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(texts).map(([value, label]) => ({ value, label }));
}
