import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogger, errorCode, type LogLine, redact } from './log.ts';

describe('the log', () => {
  it('lets no text through that is not a token of ours', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { code } = redact({ code: `ada@example.org ${text}` });
        expect(code).toBe('redacted');
      }),
    );
  });

  it('drops fields that are not allowed', () => {
    const lines: LogLine[] = [];
    const fields = { code: 'E1', email: 'ada@example.org', count: 3 };
    createLogger((line) => lines.push(line)).warn('push.refused', fields);
    expect(lines[0]).toMatchObject({ level: 'warn', event: 'push.refused', code: 'E1', count: 3 });
    expect(JSON.stringify(lines)).not.toContain('ada@example.org');
  });

  it('names an error by its code, never by its message', () => {
    expect(errorCode(Object.assign(new Error('ada@example.org'), { code: 'SQLITE_FULL' }))).toBe(
      'SQLITE_FULL',
    );
    expect(errorCode(new TypeError('ada@example.org'))).toBe('TypeError');
  });
});
