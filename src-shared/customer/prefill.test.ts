import { expect, it } from 'vitest';
import { prefilledCustomer } from './prefill.ts';

const prefilled = (text: string) => {
  const { given, family, emails, phones } = prefilledCustomer(text, () => crypto.randomUUID());
  return { given, family, email: emails[0]?.address, phone: phones[0]?.number };
};
const nothing = { given: '', family: '', email: undefined, phone: undefined };

it.each([
  ['Ada Lovelace', { ...nothing, given: 'Ada', family: 'Lovelace' }],
  ['  Ada  King Noel ', { ...nothing, given: 'Ada King', family: 'Noel' }],
  ['Lovelace', { ...nothing, family: 'Lovelace' }],
  ['ada@example.org', { ...nothing, email: 'ada@example.org' }],
  ['+44 20 7946 0018', { ...nothing, phone: '+44 20 7946 0018' }],
  ['1234', { ...nothing, family: '1234' }],
  ['', nothing],
  ['x'.repeat(300), { ...nothing, family: 'x'.repeat(120) }],
])('%s begins a customer', (text, expected) => expect(prefilled(text)).toEqual(expected));
