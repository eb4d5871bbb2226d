/** Refusals of decisions, with the status of each. */
import type { DECISION_REFUSALS } from '#shared/request/commands.ts';

type Code = (typeof DECISION_REFUSALS)[number];

export const REFUSAL_STATUS: Record<Code, 403 | 404 | 409> = {
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  STALE: 409,
  WRONG_STATE: 409,
  OWN_REQUEST: 403,
};

export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused';
  readonly code: Code;
  constructor(code: Code) {
    super(code);
    this.code = code;
  }
}
