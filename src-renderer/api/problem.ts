/** What can go wrong with a call, as a closed set of codes that the texts have words for. */
import { ORPCError } from '@orpc/client';
import { API_ERRORS, type ApiErrorCode, type FieldIssue } from '#shared/api/errors.ts';

/** The codes of the contract, and the core not answering. */
export type ProblemCode = ApiErrorCode | 'CORE_GONE';

export const PROBLEM_CODES: readonly ProblemCode[] = [
  ...(Object.keys(API_ERRORS) as ApiErrorCode[]),
  'CORE_GONE',
];

/** The code of whatever a call threw; INTERNAL for an answer outside the contract. */
export function problemOf(error: unknown): ProblemCode {
  if (!(error instanceof ORPCError)) return 'CORE_GONE';
  return PROBLEM_CODES.find((code) => code === error.code) ?? 'INTERNAL';
}

/** The fields an INVALID answer names; empty for every other error. */
export function issuesOf(error: unknown): FieldIssue[] {
  if (!(error instanceof ORPCError) || error.code !== 'INVALID') return [];
  const parsed = API_ERRORS.INVALID.data.safeParse(error.data);
  return parsed.success ? parsed.data.issues : [];
}
