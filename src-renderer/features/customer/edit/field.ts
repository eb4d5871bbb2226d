/** What connects an input of the form of a customer with its field: id, message, hint, and the form's values. */
import { ISSUE_TEXTS, NAMELESS_TEXT } from '#renderer/app/texts/customer.ts';
import { hintText } from '#renderer/app/texts/fields.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { Shown } from '#shared/configuration/layout.ts';
import type { ReadinessPoint } from '#shared/configuration/readiness.ts';
import type { Field } from '#shared/customer/field-registry.ts';
import type { Hint } from '#shared/customer/hints.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { fieldId } from './field-ids.ts';

/** A field as the role of the user sees it. */
export type ShownField = Field & Shown;

/** What every section of the form gets. */
export type SectionProps = {
  mine: CustomerEditable;
  issues: readonly FieldIssue[];
  hints: readonly Hint[];
  /** What is missing before the customer can be given a custom profile. */
  unready: readonly ReadinessPoint[];
  change: (part: Partial<CustomerEditable>) => void;
};

/** Id and message for the input of a field path. */
export function fieldProps(path: string, issues: readonly FieldIssue[]): { id: string; error?: string } {
  const issue = issues.find((one) => one.path === path);
  return { id: fieldId(path), error: issue && messageOf(issue) };
}

/** The same, with what looks odd below the input; a message takes its place. */
export function hintedProps(path: string, { issues, hints }: Pick<SectionProps, 'issues' | 'hints'>) {
  const hint = hints.find((one) => one.path === path);
  const props = fieldProps(path, issues);
  return {
    ...props,
    description: hint && !props.error ? hintText(hint) : undefined,
    inputWrapperOrder: HINT_BELOW,
  };
}

const HINT_BELOW: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];

/** The list with the element at a place changed. */
export function changedAt<T>(list: readonly T[], at: number, part: Partial<T>): T[] {
  return list.map((element, place) => (place === at ? { ...element, ...part } : element));
}

function messageOf({ path, code }: FieldIssue): string {
  return path === 'family' && code === 'required' ? NAMELESS_TEXT : ISSUE_TEXTS[code];
}
