import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryOfLocale, isImpossiblePhone, phoneCountry, readPhone, withReadPhones } from './phone.ts';
import { emptyCustomer } from './schema.ts';

describe('reading a phone number', () => {
  it.each([
    ['020 7946 0018', 'GB', '+442079460018', null],
    ['+44 (0)20 7946 0018', 'DE', '+442079460018', null],
    ['030 123456', 'DE', '+4930123456', null],
    ['(212) 736-5000', 'US', '+12127365000', null],
    ['020 7946 0018', '', '', 'noCountry'],
    ['12345', 'GB', '', 'unusual'],
    ['+999 1234567', 'GB', '', 'unusual'],
  ])('%s in %s', (number, country, e164, hint) => {
    expect(readPhone(number, country)).toEqual({ e164, hint });
  });

  it('gives a number that can be dialled from anywhere, or none, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.constantFrom('GB', 'US', 'DE', '', 'ZZ'),
        (text, country) => {
          expect(readPhone(text, country).e164).toMatch(/^(\+[1-9]\d{1,14})?$/);
        },
      ),
    );
  });

  it('reads its own result as the same number, in any country', () => {
    for (const country of ['GB', 'FR', ''])
      expect(readPhone('+442079460018', country).e164).toBe('+442079460018');
  });
});

describe('an impossible number', () => {
  it('is none that can be dialled from abroad, for any text and country', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\+?[0-9 ()-]{1,24}$/u),
        fc.constantFrom('GB', 'US', 'DE', 'JP', '', 'ZZ'),
        (text, country) => {
          if (isImpossiblePhone(text, country)) expect(readPhone(text, country).e164).toBe('');
        },
      ),
    );
  });
});

describe('the country of a number', () => {
  const address = (country: string, primary: boolean, closedAt: string | null = null) => ({
    ...{
      id: crypto.randomUUID(),
      nickname: '',
      lines: ['1'],
      city: '',
      region: '',
      postcode: '',
      country,
      primary,
    },
    ...{ types: [], primaryFor: [], replaces: '' as const, closedAt },
  });

  it('is that of the address in use, else of the desk', () => {
    const closed = address('FR', true, '2026-01-01T00:00:00.000Z');
    expect(phoneCountry({ addresses: [closed, address('DE', false), address('AT', true)] }, 'GB')).toBe('AT');
    expect(phoneCountry({ addresses: [closed] }, 'GB')).toBe('GB');
  });

  it('is written beside what was typed', () => {
    const phone = { id: crypto.randomUUID(), label: '', primary: true, number: '030 123456', e164: 'old' };
    const customer = {
      ...emptyCustomer(),
      phones: [{ ...phone, verified: null, doNotUse: false, shared: false, source: '', since: null }],
    };
    const [read] = withReadPhones(null, { ...customer, addresses: [address('DE', true)] }, 'GB').phones;
    expect(read).toMatchObject({ number: '030 123456', e164: '+4930123456' });
    expect(withReadPhones(customer, customer, 'GB').phones).toEqual(customer.phones);
  });

  it('of a locale is its region, or the likeliest one', () => {
    expect(countryOfLocale('de-AT')).toBe('AT');
    expect(countryOfLocale('ja')).toBe('JP');
  });
});
