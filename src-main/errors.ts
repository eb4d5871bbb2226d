/** Errors of the core that the RPC border turns into codes of the contract. */
import type { ApiErrorCode, FieldIssue } from '#shared/api/errors.ts';

/** A refusal with a closed code. Its message is the code: nothing of the customer can be in it. */
export class CoreError extends Error {
  readonly code: ApiErrorCode;
  readonly issues: FieldIssue[];
  constructor(code: ApiErrorCode, issues: FieldIssue[] = []) {
    super(code);
    this.name = 'CoreError';
    this.code = code;
    this.issues = issues;
  }
}
