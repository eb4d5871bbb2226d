/** Says at the edge of the window why something was not done. */
import { problemOf } from '#renderer/api/problem.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { useNotices } from './notices.ts';

/** Takes whatever a command of main threw. */
export function tellProblem(error: unknown): void {
  const { title, detail } = PROBLEM_TEXTS[problemOf(error)];
  useNotices.getState().tell({ tone: 'attention', title, detail });
}
