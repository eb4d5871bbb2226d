/**
 * What can go wrong with the store, as a closed set of codes.
 *
 * Invariant: an error text holds a code and the name of a result code or error class, never a document, a
 * parameter, a key or a path.
 */
export const STORE_ERROR_CODES = [
  'STORE_WRONG_KEY',
  'STORE_CORRUPT',
  'STORE_NEWER',
  'STORE_IN_USE',
  'STORE_FULL',
  'STORE_READ_ONLY',
  'STORE_CLOSED',
  'STORE_FAILED',
] as const;
export type StoreErrorCode = (typeof STORE_ERROR_CODES)[number];

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  /** A SQLite result code, an errno code or an error class; '' when there is nothing to add. */
  readonly detail: string;

  constructor(code: StoreErrorCode, detail = '') {
    super(detail === '' ? code : `${code} (${detail})`);
    this.name = 'StoreError';
    this.code = code;
    this.detail = detail;
  }
}

/** Result codes by prefix, because SQLite's extended codes start with the plain one. */
const BY_PREFIX: readonly (readonly [string, StoreErrorCode])[] = [
  ['SQLITE_FULL', 'STORE_FULL'],
  ['SQLITE_READONLY', 'STORE_READ_ONLY'],
  ['SQLITE_CORRUPT', 'STORE_CORRUPT'],
  ['SQLITE_NOTADB', 'STORE_CORRUPT'],
  ['ENOSPC', 'STORE_FULL'],
  ['EDQUOT', 'STORE_FULL'],
  ['EROFS', 'STORE_READ_ONLY'],
  ['EACCES', 'STORE_READ_ONLY'],
  ['EPERM', 'STORE_READ_ONLY'],
];

/** A lock that another connection held too long, a disk or a share that hiccups: https://sqlite.org/rescode.html */
const PASSING = /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|NOMEM)/;

/** Any thrown value as a `StoreError`; the original text is dropped, because it may quote data. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const known = BY_PREFIX.find(([prefix]) => code.startsWith(prefix));
  if (known) return new StoreError(known[1], code);
  return new StoreError('STORE_FAILED', code || whereOf(error));
}

/** True when another connection holds what is asked for. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

/** True for a `StoreError` that may not come again when the same is tried a moment later. */
export function isPassing(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'STORE_FAILED' && PASSING.test(error.detail);
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}

/** Class and innermost function of an error that has no code, so that a report can be followed up. */
function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frame = /^\s+at (?:async )?([\w.<>#]+) /mu.exec(error.stack ?? '');
  return frame ? `${error.name} in ${frame[1]}` : error.name;
}
