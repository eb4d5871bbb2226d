/** Putting a comment of mine right for a day after it was written. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { tooLongText } from '#renderer/app/texts/contact.ts';
import { useNow } from '#renderer/components/use-now.ts';
import type { CommentView } from '#shared/api/comment.ts';
import { mayCorrectComment } from '#shared/comment/correction.ts';
import { COMMENT_LIMIT } from '#shared/comment/schema.ts';
import { Correctable, CorrectForm } from './corrections.tsx';

/** @param mayWrite false where the customer is frozen or the role writes no comments. */
export function CorrectComment({ comment, mayWrite }: { comment: CommentView; mayWrite: boolean }) {
  const now = useNow();
  return (
    <Correctable
      former={comment.corrections}
      mayCorrect={mayWrite && comment.mine && mayCorrectComment(comment, now)}
      form={(onClose) => <CommentForm comment={comment} onClose={onClose} />}
    />
  );
}

function CommentForm({ comment, onClose }: { comment: CommentView; onClose: () => void }) {
  const [text, setText] = useState(comment.text);
  const length = text.trim().length;
  const tooLong = tooLongText(length, COMMENT_LIMIT);
  return (
    <CorrectForm
      label="Correct the comment"
      maySave={length > 0 && tooLong === null}
      save={() => api.comment.correct({ id: comment.id, text })}
      onClose={onClose}
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
    </CorrectForm>
  );
}
