import { expect, it } from 'vitest';
import { reasonIssues } from './reason.ts';
import type { ReasonCode } from './schema.ts';

const call: ReasonCode = {
  kind: 'reason',
  list: 'tickler',
  code: 'CALL',
  label: 'Call back',
  order: 1,
  active: true,
  text: '',
};

it.each<[string, Partial<ReasonCode>, ReasonCode | null, Pick<ReasonCode, 'list' | 'code'>[], object[]]>([
  ['complete', {}, null, [], []],
  ['a code in small letters', { code: 'call' }, null, [], [{ path: 'code', code: 'format' }]],
  ['a code that is taken', {}, null, [call], [{ path: 'code', code: 'duplicate' }]],
  ['a code of another list', {}, null, [{ list: 'comment', code: 'CALL' }], []],
  ['another code than before', { code: 'RING' }, call, [], [{ path: 'code', code: 'immutable' }]],
  ['in another list than before', { list: 'comment' }, call, [], [{ path: 'code', code: 'immutable' }]],
  ['no label', { label: ' ' }, call, [], [{ path: 'label', code: 'required' }]],
  ['a procedure', { text: 'Ask for the order number.' }, call, [], []],
  ['an empty template', { list: 'template' }, null, [], [{ path: 'text', code: 'required' }]],
  ['a card number', { text: '4111 1111 1111 1111' }, call, [], [{ path: 'text', code: 'cardNumber' }]],
])('%s', (_name, is, stored, others, issues) => {
  expect(reasonIssues({ ...call, ...is }, stored, others)).toEqual(issues);
});
