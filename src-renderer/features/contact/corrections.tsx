/** Putting right what one wrote: a form in place of the text, and what it said before, in sight. */
import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { issuesOf, problemOf } from '#renderer/api/problem.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import classes from './contact.module.css';

type CorrectableProps = {
  /** What it said, and until when. */
  former: { at: string; text: string }[];
  mayCorrect: boolean;
  form: (onClose: () => void) => ReactNode;
};

export function Correctable({ former, mayCorrect, form }: CorrectableProps) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return form(() => setOpen(false));
  return (
    <>
      {former.length > 0 && <Former former={former} />}
      {mayCorrect && (
        <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
          Correct
        </Button>
      )}
    </>
  );
}

function Former({ former }: Pick<CorrectableProps, 'former'>) {
  return (
    <details>
      <summary className={classes.quiet}>
        {former.length === 1 ? 'Corrected' : `Corrected ${former.length} times`}
      </summary>
      <ol>
        {former.map(({ at, text }) => (
          <li key={at} className={classes.text} dir="auto">
            Until {dayTime(new Date(at))}: {text}
          </li>
        ))}
      </ol>
    </details>
  );
}

type CorrectFormProps = {
  label: string;
  /** False while what is typed cannot be saved. */
  maySave: boolean;
  save: () => Promise<unknown>;
  onClose: () => void;
  /** The text; what else there is stands beside the buttons. */
  children: ReactNode;
  aside?: ReactNode;
};

/** Closes when it is saved; says why when it is not. */
export function CorrectForm({ label, maySave, save, onClose, children, aside }: CorrectFormProps) {
  const [said, setSaid] = useState<string | null>(null);
  const submit = async () => {
    if (!maySave) return;
    try {
      await save();
      onClose();
    } catch (error) {
      const [issue] = issuesOf(error);
      setSaid(`Not saved. ${issue ? ISSUE_TEXTS[issue.code] : PROBLEM_TEXTS[problemOf(error)].title}`);
    }
  };
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      <Group gap="xs" mt={6} align="flex-end">
        {aside}
        <Button type="submit" size="compact-sm" disabled={!maySave}>
          Save correction
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
      <Text size="sm" role="status" c="var(--mantine-color-error)">
        {said}
      </Text>
    </form>
  );
}
