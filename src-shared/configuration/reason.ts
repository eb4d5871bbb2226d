/** What a code that users choose from may be saved as. Pure; said by the screen and again by the server. */
import type { FieldIssue } from '../api/errors.ts';
import { hasCardNumber } from '../comment/card-numbers.ts';
import type { ReasonCode } from './schema.ts';

const CODE = /^[A-Z0-9][A-Z0-9_-]{0,39}$/u;

/**
 * What keeps it from being saved, by path.
 * @param stored the code as it stands, or null for a new one: what records say by it stays what they say.
 * @param others the other codes of every list.
 */
export function reasonIssues(
  reason: ReasonCode,
  stored: ReasonCode | null,
  others: readonly Pick<ReasonCode, 'list' | 'code'>[],
): FieldIssue[] {
  const { list, code, label, text } = reason;
  const isTaken = others.some((one) => one.list === list && one.code === code);
  const isOther = stored !== null && (stored.code !== code || stored.list !== list);
  const problems: [string, FieldIssue['code'], boolean][] = [
    ['code', 'format', !CODE.test(code)],
    ['code', 'duplicate', isTaken],
    ['code', 'immutable', isOther],
    ['label', 'required', label.trim() === ''],
    ['text', 'required', list === 'template' && text.trim() === ''],
    ['text', 'cardNumber', hasCardNumber(text)],
  ];
  return problems.flatMap(([path, issue, is]) => (is ? [{ path, code: issue }] : []));
}
