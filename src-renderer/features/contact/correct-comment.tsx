/** Putting a comment of mine right for a day after it was written; what it said before stays in sight. */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { issuesOf, problemOf } from '#renderer/api/problem.ts';
import { tooLongText } from '#renderer/app/texts/contact.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { useNow } from '#renderer/components/use-now.ts';
import type { CommentView } from '#shared/api/comment.ts';
import { mayCorrectComment } from '#shared/comment/correction.ts';
import { COMMENT_LIMIT } from '#shared/comment/schema.ts';
import classes from './contact.module.css';

/** @param mayWrite false where the customer is frozen or the role writes no comments. */
export function CorrectComment({ comment, mayWrite }: { comment: CommentView; mayWrite: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const now = useNow();
  if (isOpen) return <CorrectForm comment={comment} onClose={() => setOpen(false)} />;
  return (
    <>
      <Former corrections={comment.corrections} />
      {mayWrite && comment.mine && mayCorrectComment(comment, now) && (
        <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
          Correct
        </Button>
      )}
    </>
  );
}

function Former({ corrections }: Pick<CommentView, 'corrections'>) {
  if (corrections.length === 0) return null;
  return (
    <details>
      <summary className={classes.quiet}>
        {corrections.length === 1 ? 'Corrected' : `Corrected ${corrections.length} times`}
      </summary>
      <ol>
        {corrections.map(({ at, text }) => (
          <li key={at} className={classes.text} dir="auto">
            Until {dayTime(new Date(at))}: {text}
          </li>
        ))}
      </ol>
    </details>
  );
}

function CorrectForm({ comment, onClose }: { comment: CommentView; onClose: () => void }) {
  const [text, setText] = useState(comment.text);
  const [said, setSaid] = useState<string | null>(null);
  const length = text.trim().length;
  const tooLong = tooLongText(length, COMMENT_LIMIT);
  const save = async () => {
    if (length === 0 || tooLong !== null) return;
    try {
      await api.comment.correct({ id: comment.id, text });
      onClose();
    } catch (error) {
      const [issue] = issuesOf(error);
      setSaid(`Not saved. ${issue ? ISSUE_TEXTS[issue.code] : PROBLEM_TEXTS[problemOf(error)].title}`);
    }
  };
  return (
    <form
      aria-label="Correct the comment"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        aria-label="Corrected comment"
        autosize
        minRows={2}
        value={text}
        error={tooLong}
        onChange={(event) => setText(event.currentTarget.value)}
        autoFocus
      />
      <Group gap="xs" mt={6}>
        <Button type="submit" size="compact-sm" disabled={length === 0 || tooLong !== null}>
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
