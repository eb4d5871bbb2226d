/** A refused command, as data: a closed code and the fields, and nothing of what was sent. */
import type { FieldIssue } from '#shared/api/errors.ts';
import type { Refusal, RefusalBody } from '#shared/configuration/commands.ts';

const ANSWERS: Record<Refusal, { status: number; message: string }> = {
  INVALID: { status: 422, message: 'Some fields are not as they must be.' },
  STALE: { status: 409, message: 'It changed since it was read; nothing was written.' },
  ATTRIBUTE_IMMUTABLE: {
    status: 409,
    message:
      'Key and type of an attribute are final once it was active, and it is never deleted. Archive it, define a new key and copy the values.',
  },
  NOT_IN_EDITION: {
    status: 403,
    message: 'The edition of this tenant does not have it, or its time ran out; what is there stays.',
  },
  WRONG_STATE: { status: 409, message: 'This is not a step from the state it is in.' },
  FORBIDDEN: { status: 403, message: 'The role of this user does not allow it.' },
  NOT_FOUND: { status: 404, message: 'There is no such entry.' },
};

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: Refusal;
  readonly issues: FieldIssue[];

  constructor(code: Refusal, issues: FieldIssue[] = []) {
    super(code);
    this.code = code;
    this.issues = issues;
  }

  /** The status and body it is answered with. */
  answer(): { status: number; body: RefusalBody } {
    const { status, message } = ANSWERS[this.code];
    return { status, body: { code: this.code, message, issues: this.issues } };
  }
}
