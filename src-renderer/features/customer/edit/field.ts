/** What connects an input of the edit form with its field: id, message, and the form's values. */
import { ISSUE_TEXTS, NAMELESS_TEXT } from '#renderer/app/texts/customer.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { fieldId } from './field-ids.ts';

/** What every section of the form gets. */
export type SectionProps = {
  mine: CustomerEditable;
  issues: readonly FieldIssue[];
  change: (part: Partial<CustomerEditable>) => void;
};

/** Id and message for the input of a field path. */
export function fieldProps(path: string, issues: readonly FieldIssue[]): { id: string; error?: string } {
  const issue = issues.find((one) => one.path === path);
  return { id: fieldId(path), error: issue && messageOf(issue) };
}

/** The list with the element at a place changed. */
export function changedAt<T>(list: readonly T[], at: number, part: Partial<T>): T[] {
  return list.map((element, place) => (place === at ? { ...element, ...part } : element));
}

function messageOf({ path, code }: FieldIssue): string {
  return path === 'family' && code === 'required' ? NAMELESS_TEXT : ISSUE_TEXTS[code];
}
