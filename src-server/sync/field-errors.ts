/**
 * What is wrong with a pushed document, field by field. Guards that an error names a path and a code from a
 * closed set and never repeats what was sent, and that text PostgreSQL cannot hold is refused before it gets
 * there.
 */
import type { z } from 'zod';
import type { FieldError } from '#shared/sync/protocol.ts';

const MAX_ERRORS = 20;

export type Checked<T> = { data: T; errors?: undefined } | { errors: FieldError[] };

/** `value` as the schema reads it, or what is wrong with it. */
export function check<T>(schema: z.ZodType<T>, value: unknown): Checked<T> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { data: parsed.data };
  const issues = parsed.error.issues.slice(0, MAX_ERRORS);
  return { errors: issues.map((issue) => ({ path: issue.path.join('.'), code: codeOf(issue) })) };
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') return 'tooLong';
  if (issue.code === 'too_small') return 'required';
  return issue.code === 'invalid_type' && issue.input === undefined ? 'required' : 'format';
}

/** Strings with NUL or a lone surrogate anywhere in a parsed document. Its depth is that of its schema. */
export function unstorableText(value: unknown, path: string[] = []): FieldError[] {
  if (typeof value === 'string') {
    const fine = value.isWellFormed() && !value.includes('\0');
    return fine ? [] : [{ path: path.join('.'), code: 'control' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unstorableText(inner, [...path, key]));
}
