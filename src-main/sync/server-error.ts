/** What a failed request means for sync, whatever it looked like on the wire. */

/**
 * `transient`: try again later. `unauthorized`: the user must sign in. `updateNeeded`: this build is too old.
 * `mustRefetch`: the checkpoint is of another epoch. `tooLarge`: send less. `final`: it will not get better.
 */
export type ServerErrorKind =
  | 'transient'
  | 'unauthorized'
  | 'updateNeeded'
  | 'mustRefetch'
  | 'tooLarge'
  | 'final';

const KINDS: Record<number, ServerErrorKind> = {
  401: 'unauthorized',
  403: 'unauthorized',
  409: 'mustRefetch',
  413: 'tooLarge',
  426: 'updateNeeded',
  400: 'final',
  404: 'transient',
};

const LONGEST_DELAY_MS = 300_000;

/** An answer that is not the one asked for, or none at all. Its message never holds anything from the wire. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly kind: ServerErrorKind;
  readonly status: number;
  readonly retryAfterMs: number;
  constructor(kind: ServerErrorKind, status = 0, retryAfterMs = 0) {
    super(`${kind} ${status}`);
    this.kind = kind;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** The error for an HTTP status. Unknown statuses, a captive portal's 302 among them, are transient. */
  static ofStatus(status: number, retryAfter: string | null): ServerError {
    const delay = Math.min(Math.max(delayOf(retryAfter), 0), LONGEST_DELAY_MS);
    return new ServerError(KINDS[status] ?? 'transient', status, delay);
  }

  /** Any thrown value as a ServerError: a refused connection, a timeout, a body that is not JSON are transient. */
  static of(error: unknown): ServerError {
    return error instanceof ServerError ? error : new ServerError('transient');
  }
}

/** The milliseconds that a Retry-After asks for, in seconds or as a date; none when it is neither. */
function delayOf(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const seconds = Number(retryAfter);
  const delay = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(delay) ? delay : 0;
}
