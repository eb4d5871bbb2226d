import { describe, expect, it } from 'vitest';
import type { CustomerEditable } from './schema.ts';
import { validateCustomer } from './validate.ts';

const id = '00000000-0000-4000-8000-000000000001';
const good: CustomerEditable = {
  prefix: '',
  given: 'Ada',
  family: 'Lovelace',
  organisation: '',
  language: 'en',
  status: 'active',
  emails: [{ id, address: 'ada@example.org', label: 'home', primary: true }],
  phones: [{ id, number: '+44 (0)20 7946-0018', label: '', primary: true }],
  addresses: [
    {
      id,
      nickname: 'Home',
      lines: ['1 High St'],
      city: 'London',
      postcode: 'N1',
      country: 'GB',
      primary: true,
    },
  ],
};
const withEmail = (address: string) => ({ ...good, emails: [{ id, address, label: '', primary: true }] });
const withPhone = (number: string) => ({ ...good, phones: [{ id, number, label: '', primary: true }] });

describe('validateCustomer', () => {
  it('accepts a complete customer', () => expect(validateCustomer(good)).toEqual([]));

  it.each([
    ['', 'required'],
    ['ada', 'email'],
    ['ada@example', 'email'],
    ['a b@example.org', 'email'],
    ['ada@@example.org', 'email'],
    [`${'a'.repeat(260)}@example.org`, 'tooLong'],
    ['a\u0000@example.org', 'control'],
    ['\ud800@example.org', 'control'],
  ])('refuses the e-mail %j as %s', (address, code) => {
    expect(validateCustomer(withEmail(address))).toContainEqual({ path: 'emails.0.address', code });
  });

  it.each(['030/123456', '+49 30 123456', '(212) 555-0100 x12', '0800.123.456'])(
    'accepts the phone %s',
    (number) => {
      expect(validateCustomer(withPhone(number))).toEqual([]);
    },
  );

  it.each([
    ['', 'required'],
    ['call me', 'phone'],
    ['12', 'phone'],
    ['++49 30', 'phone'],
  ])('refuses the phone %j as %s', (number, code) => {
    expect(validateCustomer(withPhone(number))).toContainEqual({ path: 'phones.0.number', code });
  });

  it('wants a name or an organisation', () => {
    const nameless = { ...good, given: ' ', family: '', organisation: '' };
    expect(validateCustomer(nameless)).toContainEqual({ path: 'family', code: 'required' });
    expect(validateCustomer({ ...nameless, organisation: 'Analytical Engines' })).toEqual([]);
  });

  it('names the second of two equal e-mails and phones', () => {
    const twice = {
      ...good,
      emails: [
        ...good.emails,
        { ...good.emails[0], id, address: ' ADA@example.org', label: '', primary: false },
      ],
    };
    expect(validateCustomer(twice)).toContainEqual({ path: 'emails.1.address', code: 'duplicate' });
  });

  it('wants a country and a line or a city in an address', () => {
    const address = { id, nickname: '', lines: [''], city: '', postcode: '', country: 'uk', primary: false };
    const codes = validateCustomer({ ...good, addresses: [address] });
    expect(codes).toContainEqual({ path: 'addresses.0.lines.0', code: 'required' });
    expect(codes).toContainEqual({ path: 'addresses.0.country', code: 'country' });
  });

  it('is quick on adversarial text', () => {
    const text = `${'a'.repeat(50_000)}@${'a.'.repeat(50_000)}`;
    expect(
      validateCustomer({
        ...withEmail(text),
        phones: [{ id, number: ' '.repeat(100_000), label: '', primary: true }],
      }).length,
    ).toBeGreaterThan(0);
  });
});
