/** Refusals of the intake: machine codes with the status of each, never with what was sent. */
import type { FieldError } from '#shared/sync/protocol.ts';
import type { IntakeCode, IntakeProblem } from './schema.ts';

const REFUSALS: Record<IntakeCode, { status: number; message: string }> = {
  invalid: { status: 422, message: 'Some fields cannot be saved as they are; nothing was changed.' },
  forbidden: { status: 403, message: 'This user may not do this.' },
  notFound: { status: 404, message: 'There is no such customer in the area of this user.' },
  ambiguous: { status: 409, message: 'More than one customer has this number; ask by id.' },
  conflict: { status: 412, message: 'The customer has changed since; read it again.' },
  notReady: {
    status: 412,
    message: 'Custom profiles cannot be created yet; each field names what is missing.',
  },
  restricted: { status: 409, message: 'The customer is restricted and cannot be changed.' },
  erased: { status: 410, message: 'This person asked to be forgotten.' },
  suppressed: {
    status: 409,
    message:
      'Somebody with this address, phone or external id asked to be forgotten; a person may register them anew.',
  },
  idempotencyKeyMissing: { status: 400, message: 'Send a header Idempotency-Key of 1 to 200 characters.' },
  idempotencyKeyReused: { status: 409, message: 'This key was used with another body.' },
};

export class IntakeRefusal extends Error {
  override readonly name = 'IntakeRefusal';
  readonly code: IntakeCode;
  readonly fieldErrors: FieldError[];

  constructor(code: IntakeCode, fieldErrors: FieldError[] = []) {
    super(REFUSALS[code].message);
    this.code = code;
    this.fieldErrors = fieldErrors;
  }

  get status(): number {
    return REFUSALS[this.code].status;
  }

  body(): IntakeProblem {
    return { code: this.code, message: this.message, fieldErrors: this.fieldErrors };
  }
}
