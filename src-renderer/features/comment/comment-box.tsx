/**
 * The box to write a comment in, ready to type. Invariant: what is typed leaves the box only once the core has
 * it on the disk, or the timeline shows that it has.
 */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { tooLongText } from '#renderer/app/texts/contact.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { count } from '#renderer/app/texts/format.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { PLAIN_COMMENT, useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import { hasCardNumber } from '#shared/comment/card-numbers.ts';
import { COMMENT_LIMIT } from '#shared/comment/schema.ts';
import { same } from '#shared/sync/three-way.ts';
import classes from './comment.module.css';
import { CommentOptionsRow } from './comment-options-row.tsx';

/** The element to focus from anywhere. */
export const COMMENT_BOX_ID = 'comment-box';

const COUNT_FROM = COMMENT_LIMIT * 0.9;

export function CommentBox({ customerId }: { customerId: string }) {
  const text = useCommentDrafts((state) => state.drafts[customerId]?.text ?? '');
  const { write } = useCommentDrafts.getState();
  const [isAsked, setAsked] = useState(() => isSpecial(customerId));
  const { add, adding, problem } = useAdding(customerId);
  const length = text.trim().length;
  const wrong = wrongWith(text);
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
        placeholder="Write a comment …"
        autosize
        minRows={2}
        maxRows={12}
        value={text}
        readOnly={adding}
        error={wrong}
        onChange={(event) => write(customerId, event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {isAsked && <CommentOptionsRow customerId={customerId} />}
      <Group justify="space-between" mt={6} gap="xs">
        <Text
          size="sm"
          c={problem ? 'var(--mantine-color-error)' : 'dimmed'}
          role="status"
          className={classes.said}
        >
          {saidUnder(length, problem)}
        </Text>
        <Button variant="subtle" size="compact-sm" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>
          Options
        </Button>
        <KeyHint keys="Ctrl Enter" />
        <Button onClick={add} loading={adding} disabled={length === 0 || wrong !== null}>
          Add comment
        </Button>
      </Group>
    </div>
  );
}

/** A draft that is more than a plain note shows why, also after a restart. */
function isSpecial(customerId: string): boolean {
  const options = useCommentDrafts.getState().drafts[customerId]?.options ?? PLAIN_COMMENT;
  return !same(options, PLAIN_COMMENT);
}

function wrongWith(text: string): string | null {
  const { length } = text.trim();
  const tooLong = tooLongText(length, COMMENT_LIMIT);
  if (tooLong !== null) return tooLong;
  return hasCardNumber(text) ? ISSUE_TEXTS.cardNumber : null;
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
    if (!draft || adding || draft.text.trim() === '' || wrongWith(draft.text) !== null) return;
    setAdding(true);
    setProblem(null);
    attempt(customerId);
    try {
      await api.comment.add({ id: draft.id, customerId, text: draft.text, ...draft.options });
      drop(customerId);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setAdding(false);
    }
  };
  return { add, adding, problem };
}
