/** What is asked while somebody types: every beginning of some of the texts. */
import type { Asked } from './to-question.ts';

const TEXTS = 200;
const LONGEST = 40;

/** The keystrokes of texts that are evenly drawn from those asked. */
export function keystrokesOf(asked: readonly Asked[]): Asked[] {
  const typed = asked.filter(
    ({ question: { text, filter } }) => text !== '' && text.length <= LONGEST && !filter,
  );
  const every = Math.max(1, Math.floor(typed.length / TEXTS));
  return typed
    .filter((_, at) => at % every === 0)
    .flatMap(({ question }) =>
      Array.from({ length: question.text.length }, (_, at) => ({
        kind: '(typing, every key)',
        expected: null,
        question: { ...question, text: question.text.slice(0, at + 1) },
      })),
    );
}
