/** Adding a number. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { ALTERNATE_LIMIT } from '#shared/profile/alternate.ts';
import classes from './profile.module.css';
import type { Alternates, NumberIssue } from './use-alternates.ts';

const TEXTS: Record<NumberIssue, string> = {
  required: 'Type a number first.',
  format: `Up to ${ALTERNATE_LIMIT} letters and digits, nothing else.`,
  duplicate: 'This customer has it already.',
  taken: 'Another customer has this number. Look for it to see who.',
};

export function AlternateForm({ label, alternates }: { label: string; alternates: Alternates }) {
  const [value, setValue] = useState('');
  const [issue, setIssue] = useState<NumberIssue | null>(null);
  const add = async () => {
    const found = await alternates.add(value.trim());
    setIssue(found);
    if (found === null) setValue('');
  };
  return (
    <form
      className={classes.adding}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      {alternates.problem && <ProblemPanel code={alternates.problem} />}
      <TextInput
        label={`New: ${label}`}
        value={value}
        maxLength={40}
        onChange={(event) => {
          setValue(event.currentTarget.value);
          setIssue(null);
        }}
        data-autofocus
        {...(issue && { error: TEXTS[issue] })}
      />
      <Button type="submit" loading={alternates.saving}>
        Add
      </Button>
    </form>
  );
}
