/**
 * The box to write a comment in, ready to type. Invariant: what is typed leaves the box only once the core has
 * it on the disk, or the timeline shows that it has.
 */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { count } from '#renderer/app/texts/format.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import { COMMENT_LIMIT } from '#shared/comment/schema.ts';
import classes from './comment.module.css';

/** The element to focus from anywhere. */
export const COMMENT_BOX_ID = 'comment-box';

const COUNT_FROM = COMMENT_LIMIT * 0.9;

export function CommentBox({ customerId }: { customerId: string }) {
  const text = useCommentDrafts((state) => state.drafts[customerId]?.text ?? '');
  const { write, drop } = useCommentDrafts.getState();
  const { add, adding, problem } = useAdding(customerId);
  const length = text.trim().length;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void add();
  };
  return (
    <div className={classes.box}>
      <Textarea
        id={COMMENT_BOX_ID}
        aria-label="Comment"
        aria-keyshortcuts="C Control+Enter"
        placeholder="Note the contact …"
        autosize
        minRows={2}
        maxRows={12}
        value={text}
        readOnly={adding}
        error={
          length > COMMENT_LIMIT &&
          `Too long by ${count(length - COMMENT_LIMIT)} characters. Split it into two comments.`
        }
        onChange={(event) =>
          event.currentTarget.value === '' ? drop(customerId) : write(customerId, event.currentTarget.value)
        }
        onKeyDown={onKeyDown}
      />
      <Group justify="space-between" mt={6} gap="xs">
        <Text
          size="sm"
          c={problem ? 'var(--mantine-color-error)' : 'dimmed'}
          role="status"
          className={classes.said}
        >
          {saidUnder(length, problem)}
        </Text>
        <KeyHint keys="Ctrl Enter" />
        <Button onClick={add} loading={adding} disabled={length === 0 || length > COMMENT_LIMIT}>
          Add comment
        </Button>
      </Group>
    </div>
  );
}

function saidUnder(length: number, problem: ProblemCode | null): string {
  if (problem) return `Not added yet. ${PROBLEM_TEXTS[problem].title}. ${PROBLEM_TEXTS[problem].detail}`;
  return length > COUNT_FROM ? `${count(length)} of ${count(COMMENT_LIMIT)}` : '';
}

function useAdding(customerId: string) {
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const { attempt, drop } = useCommentDrafts.getState();
  const add = async () => {
    const draft = useCommentDrafts.getState().drafts[customerId];
    const length = draft?.text.trim().length ?? 0;
    if (!draft || adding || length === 0 || length > COMMENT_LIMIT) return;
    setAdding(true);
    setProblem(null);
    attempt(customerId);
    try {
      await api.comment.add({ id: draft.id, customerId, text: draft.text });
      drop(customerId);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setAdding(false);
    }
  };
  return { add, adding, problem };
}
