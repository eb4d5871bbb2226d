/**
 * Errors as they leave the server. Guards that every answer that is not 2xx is a `WireError`, and that none
 * carries a message of the database, a path, a stack or what the caller sent.
 */
import type { WireError } from '#shared/sync/protocol.ts';

const MESSAGES: Record<WireError['code'], string> = {
  unauthorized: 'The access token is missing, expired or not valid here.',
  forbidden: 'This user has no access.',
  mustRefetch: 'The checkpoint is not valid any more; start again without one.',
  tooLarge: 'The request is too large.',
  updateNeeded: 'This version of the program is too old for the server.',
  tooManyRequests: 'Too many requests.',
  unavailable: 'The server cannot answer now; try again later.',
  invalid: 'The request is not valid.',
  notFound: 'There is nothing here.',
  erased: 'Who this was about asked to be forgotten.',
  internal: 'The server made an error.',
};

/** A failure of the whole request, with the status it is answered with. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: WireError['code'];

  constructor(status: number, code: WireError['code']) {
    super(MESSAGES[code]);
    this.status = status;
    this.code = code;
  }
}

/** The body for an error code. */
export function wireError(code: WireError['code']): WireError {
  return { code, message: MESSAGES[code] };
}
