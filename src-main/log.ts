/**
 * The log of the desk. Invariant: nothing reaches the sink but an event name and allow-listed fields that are
 * numbers, booleans or short tokens. Customer data, keys, tokens, SQL and paths have no way in, whatever a
 * caller passes.
 */

/** Fields that may be logged, each a number, a boolean or a token of our own. */
const ALLOWED = [
  'code',
  'collection',
  'count',
  'ms',
  'status',
  'attempt',
  'state',
  'host',
  'port',
  'version',
  'name',
] as const;
type Field = (typeof ALLOWED)[number];
export type LogFields = Partial<Record<Field, string | number | boolean>>;

export type Logger = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
};

/** One line of the log, before it is written. */
export type LogLine = { at: string; level: 'info' | 'warn' | 'error'; event: string } & LogFields;

const TOKEN = /^[\w.:-]{1,80}$/u;

/** Keeps the allowed fields whose text is a token; everything else becomes `redacted`. Pure. */
export function redact(fields: LogFields): LogFields {
  const kept: LogFields = {};
  for (const field of ALLOWED) {
    const value = fields[field];
    if (value === undefined) continue;
    kept[field] = typeof value === 'string' && !TOKEN.test(value) ? 'redacted' : value;
  }
  return kept;
}

/** A logger that gives each redacted line to `sink`. `event` must be a literal of ours. */
export function createLogger(sink: (line: LogLine) => void): Logger {
  const write =
    (level: LogLine['level']) =>
    (event: string, fields: LogFields = {}) =>
      sink({ at: new Date().toISOString(), level, event, ...redact(fields) });
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/** Writes lines as JSON to standard error, which the host keeps. */
export function stderrSink(line: LogLine): void {
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** The name of an error's class or its code, never its message. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'string' ? code : error.name;
  }
  return typeof error;
}
