/** The message of a field in a form of Work with. */
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import type { FieldIssue } from '#shared/api/errors.ts';

/** The error to show at a path, as props of an input; nothing where there is none. */
export function errorAt(issues: readonly FieldIssue[], path: string): { error?: string } {
  const issue = issues.find((one) => one.path === path);
  return issue ? { error: ISSUE_TEXTS[issue.code] } : {};
}
