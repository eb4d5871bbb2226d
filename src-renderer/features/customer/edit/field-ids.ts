/** How the inputs of the edit form are found: by the path of their field. */
import type { FieldIssue } from '#shared/api/errors.ts';

/** The id of the input of a field path such as `emails.0.address`. */
export function fieldId(path: string): string {
  return `edit-${path}`;
}

/** Moves the focus to the first input, in the order of the form, that has an issue. */
export function focusFirst(issues: readonly FieldIssue[]): void {
  const ids = new Set(issues.map(({ path }) => fieldId(path)));
  const inputs = document.querySelectorAll<HTMLElement>(
    'input[id^="edit-"], textarea[id^="edit-"], button[id^="edit-"]',
  );
  const first = [...inputs].find(({ id }) => ids.has(id));
  first?.focus();
}
