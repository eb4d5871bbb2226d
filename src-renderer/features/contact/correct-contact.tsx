/** Putting a contact of mine right for a day after it was wrapped up; what it said before stays in sight. */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { issuesOf, problemOf } from '#renderer/api/problem.ts';
import { tooLongText } from '#renderer/app/texts/contact.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { useNow } from '#renderer/components/use-now.ts';
import type { ContactView } from '#shared/api/contact.ts';
import { mayCorrect } from '#shared/contact/correction.ts';
import { CONTACT_LIMITS } from '#shared/contact/schema.ts';
import classes from './contact.module.css';
import { WrapUpField } from './wrap-up-field.tsx';

export function CorrectContact({ contact }: { contact: ContactView }) {
  const [isOpen, setOpen] = useState(false);
  const now = useNow();
  if (isOpen) return <CorrectForm contact={contact} onClose={() => setOpen(false)} />;
  return (
    <>
      <Former corrections={contact.corrections} />
      {contact.mine && mayCorrect(contact, now) && (
        <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
          Correct
        </Button>
      )}
    </>
  );
}

function Former({ corrections }: Pick<ContactView, 'corrections'>) {
  if (corrections.length === 0) return null;
  return (
    <details>
      <summary className={classes.quiet}>
        {corrections.length === 1 ? 'Corrected' : `Corrected ${corrections.length} times`}
      </summary>
      <ol>
        {corrections.map(({ at, notes, wrapUpCode }) => (
          <li key={at} className={classes.text}>
            Until {dayTime(new Date(at))}: {notes || 'no notes'}
            {wrapUpCode && ` (${wrapUpCode})`}
          </li>
        ))}
      </ol>
    </details>
  );
}

function CorrectForm({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const [notes, setNotes] = useState(contact.notes);
  const [code, setCode] = useState(contact.wrapUpCode);
  const [said, setSaid] = useState<string | null>(null);
  const longest = Math.max(CONTACT_LIMITS.wrappedUpNotes, contact.notes.length);
  const save = async () => {
    if (notes.length > longest) return;
    try {
      await api.contact.correct({ id: contact.id, notes, wrapUpCode: code });
      onClose();
    } catch (error) {
      const [issue] = issuesOf(error);
      setSaid(`Not saved. ${issue ? ISSUE_TEXTS[issue.code] : PROBLEM_TEXTS[problemOf(error)].title}`);
    }
  };
  return (
    <form
      aria-label="Correct the contact"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        aria-label="Corrected notes"
        autosize
        minRows={2}
        error={tooLongText(notes.length, longest)}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
        autoFocus
      />
      <Group gap="xs" mt={6} align="flex-end">
        <WrapUpField code={code} onChange={setCode} takesFocus={false} />
        <Button type="submit" size="compact-sm">
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
