/** What an error of the database means to a caller. Looks at codes only: messages may carry data. */

const RETRY_AT_ONCE = new Set(['40001', '40P01']);
/** Connection or log-in trouble, no such database, shutdown, no resources, cancelled by a timeout. */
const UNAVAILABLE = /^(08|28|3D|53|55|57P|57014|25P03|40)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** node-postgres reports a lost or unobtainable connection without a code. */
const WITHOUT_CODE =
  /timeout exceeded when trying to connect|Connection terminated|not queryable|after calling end/i;

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** True for a serialization failure or deadlock: the same transaction may be run again at once. */
export function isRetryable(error: unknown): boolean {
  return RETRY_AT_ONCE.has(codeOf(error));
}

/** True when `error` says that the row of `constraint` is there already. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  if (codeOf(error) !== '23505') return false;
  return error instanceof Error && 'constraint' in error && error.constraint === constraint;
}

/** True when the database could not be asked, as opposed to having refused: the caller should come back. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== '') return UNAVAILABLE.test(code) || NETWORK.has(code);
  return error instanceof Error && WITHOUT_CODE.test(error.message);
}

/** True when the database refused the values themselves: the same statement can never succeed. */
export function isBadData(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error));
}
