import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedComment, isCommentCorrection, mayCorrectComment } from './correction.ts';
import { COMMENT_CORRECTIONS } from './schema.ts';

const WRITTEN = '2026-11-22T08:00:00.000Z';
const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(Date.parse(WRITTEN) + hours * HOUR_MS).toISOString();
const comment = { writtenAt: WRITTEN, text: 'first', corrections: [] as { at: string; text: string }[] };
const texts = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: COMMENT_CORRECTIONS });

describe('a correction of a comment', () => {
  it('is its author to make for a day, and so often', () => {
    expect(mayCorrectComment(comment, new Date(later(23.9)))).toBe(true);
    expect(mayCorrectComment(comment, new Date(later(24)))).toBe(false);
    const corrections = Array.from({ length: COMMENT_CORRECTIONS }, () => ({ at: later(1), text: 'x' }));
    expect(mayCorrectComment({ ...comment, corrections }, new Date(later(2)))).toBe(false);
  });

  it('keeps everything that was ever said, and is known as one', () => {
    fc.assert(
      fc.property(texts, (said) => {
        const last = said.reduce((now, text) => correctedComment(now, text, later(1)), comment);
        const every = [...last.corrections.map(({ text }) => text), last.text];
        const distinct = ['first', ...said].filter((text, at, all) => text !== all[at - 1]);
        expect(every).toEqual(distinct);
        expect(isCommentCorrection(comment, last)).toBe(last.corrections.length > 0);
      }),
    );
  });

  it('is none where what was said is lost, or the day is over', () => {
    const right = correctedComment(comment, 'second', later(1));
    expect(isCommentCorrection(comment, { ...right, corrections: [] })).toBe(false);
    expect(isCommentCorrection(comment, { ...right, corrections: [{ at: later(1), text: 'other' }] })).toBe(
      false,
    );
    expect(isCommentCorrection(comment, correctedComment(comment, 'late', later(25)))).toBe(false);
    const again = correctedComment(right, 'third', later(2));
    expect(isCommentCorrection(right, again)).toBe(true);
    expect(isCommentCorrection(right, { ...again, corrections: again.corrections.slice(1) })).toBe(false);
  });
});
