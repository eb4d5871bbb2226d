import { describe, expect, it } from 'vitest';
import { PLAIN_COMMENT, rewritten } from './comment-drafts.ts';

const options = { ...PLAIN_COMMENT, visibility: 'restricted' as const };

const ids = () => {
  let count = 0;
  return () => `id-${++count}`;
};

describe('the id of a comment draft', () => {
  it('is made once while nothing was sent', () => {
    const newId = ids();
    const first = rewritten(undefined, 'H', newId);
    expect(rewritten(first, 'Hello', newId)).toEqual({
      id: 'id-1',
      text: 'Hello',
      attempted: null,
      options: PLAIN_COMMENT,
    });
  });

  it('stays when the same text is sent again', () => {
    const sent = { id: 'id-1', text: 'Hello', attempted: 'Hello', options };
    expect(rewritten(sent, 'Hello', ids()).id).toBe('id-1');
  });

  it('is new when the text changes after an attempt, which may have arrived', () => {
    const sent = { id: 'sent', text: 'Hello', attempted: 'Hello', options };
    expect(rewritten(sent, 'Hello!', ids())).toEqual({
      id: 'id-1',
      text: 'Hello!',
      attempted: null,
      options,
    });
  });
});
