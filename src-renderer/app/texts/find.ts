/** Words for looking for customers while it does not work: what is the matter, what is kept, what to do. */
import type { ProblemCode } from '#renderer/api/problem.ts';
import { PROBLEM_TEXTS, type ProblemText } from './problems.ts';

const NOT_NOW: ProblemText = {
  title: 'Customers cannot be looked for now',
  detail:
    'What you typed is kept, and Callbook tries again by itself. If it goes on, close Callbook, open it again, and tell your IT department.',
};

const FIND_PROBLEM_TEXTS: Partial<Record<ProblemCode, ProblemText>> = {
  CORE_GONE: {
    title: 'Callbook’s core is not answering',
    detail:
      'Nobody can be looked for until it is back. What you typed is kept and looked for by itself then.',
  },
  STORE_CORRUPT: {
    title: 'The customer data on this computer is damaged',
    detail:
      'Who is in the damaged part cannot be looked for. Choose Repair in the line at the top. What was sent is safe on the server, and what you typed stays in the box until then.',
  },
  STORE_FAILED: NOT_NOW,
  INTERNAL: NOT_NOW,
};

/** What to say where customers are looked for. */
export function findProblemText(code: ProblemCode): ProblemText {
  return FIND_PROBLEM_TEXTS[code] ?? PROBLEM_TEXTS[code];
}
