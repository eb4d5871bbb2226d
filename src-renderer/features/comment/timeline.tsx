/** The comments of a customer, newest first. Text is shown as text, with its line breaks. */
import { Skeleton, Text } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { useEffect } from 'react';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import { useDelayed } from '#renderer/components/use-delayed.ts';
import { useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import type { CommentView } from '#shared/api/comment.ts';
import classes from './comment.module.css';

/** A clock that runs this far ahead of ours is worth a word. */
const FUTURE_MS = 2 * 60_000;
const SKELETON_AFTER_MS = 150;

export function Timeline({ customerId }: { customerId: string }) {
  const { live, retry } = useLive(customerId, (signal) => api.comment.watch({ customerId }, { signal }));
  const waiting = useDelayed(live.state === 'loading', SKELETON_AFTER_MS);
  const comments = live.state === 'ready' ? live.value : null;
  useClearingAdded(customerId, comments);
  if (live.state === 'problem') return <ProblemPanel code={live.code} onRetry={retry} />;
  if (!comments) return waiting ? <Skeleton height={64} aria-hidden /> : null;
  if (comments.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        No comments yet. The first one appears here.
      </Text>
    );
  }
  return (
    <ol className={classes.timeline} aria-label="Comments">
      {comments.map((comment) => (
        <CommentItem key={comment.id} comment={comment} />
      ))}
    </ol>
  );
}

function CommentItem({ comment }: { comment: CommentView }) {
  const at = new Date(comment.writtenAt);
  const isAhead = at.getTime() - Date.now() > FUTURE_MS;
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span className={classes.author}>
          {comment.mine ? `${comment.authorName} (you)` : comment.authorName}
        </span>
        <time dateTime={comment.writtenAt} className={classes.when}>
          {dayTime(at)}
          {isAhead && ' (the clock of that computer runs ahead)'}
        </time>
        {comment.waiting && <StatusBadge icon={IconClockHour4} text="Waiting to be sent" tone="warn" />}
      </div>
      <div className={classes.text} dir="auto">
        {comment.text}
      </div>
    </li>
  );
}

/** A draft that the timeline shows was added after all, though its answer was lost. */
function useClearingAdded(customerId: string, comments: readonly CommentView[] | null): void {
  useEffect(() => {
    const draft = useCommentDrafts.getState().drafts[customerId];
    const wasAdded = draft?.attempted === draft?.text && comments?.some(({ id }) => id === draft?.id);
    if (draft && wasAdded) useCommentDrafts.getState().drop(customerId);
  }, [customerId, comments]);
}
