import { describe, expect, it } from 'vitest';
import { newAddress, newEmail, newPhone } from './contact-points.ts';
import { hintsFor } from './hints.ts';
import { type CustomerEditable, emptyCustomer } from './schema.ts';

const id = '00000000-0000-4000-8000-000000000001';
const hints = (part: Partial<CustomerEditable>) => hintsFor({ ...emptyCustomer(), ...part }, 'GB');
const email = (address: string) => ({ emails: [newEmail({ id, address, label: '', primary: true })] });
const phone = (number: string) => ({ phones: [newPhone({ id, number, label: '', primary: true })] });

describe('a hint', () => {
  it.each([
    ['ada@gmial.com', 'ada@gmail.com'],
    ['ada@gmai.com', 'ada@gmail.com'],
    ['ada@outlok.com', 'ada@outlook.com'],
    ['ada@hotmall.com', 'ada@hotmail.com'],
    ['ada@gmx.dee', 'ada@gmx.de'],
  ])('for %s is %s', (address, suggestion) => {
    expect(hints(email(address))).toEqual([{ path: 'emails.0.address', code: 'emailTypo', suggestion }]);
  });

  it.each(['ada@gmail.com', 'ada@example.org', 'ada@gm.com', 'gmial.com', ''])(
    'is not given for %s',
    (address) => {
      expect(hints(email(address))).toEqual([]);
    },
  );

  it('is given for a number that its country does not have, and none for an empty one', () => {
    expect(hints(phone('12345'))).toMatchObject([{ path: 'phones.0.number', code: 'phoneUnusual' }]);
    expect(hints(phone('020 7946 0018'))).toEqual([]);
    expect(hints(phone(''))).toEqual([]);
  });

  it('is given for a number that is too short or too long for its country', () => {
    expect(hints(phone('+44 20 7946'))).toMatchObject([{ code: 'phoneImpossible' }]);
    expect(hints(phone('73650001'))).toMatchObject([{ code: 'phoneUnusual' }]);
  });

  it('is given for a postcode that its country does not have, of a current address', () => {
    const place = {
      nickname: '',
      lines: ['1'],
      city: 'Berlin',
      postcode: '1011',
      country: 'DE',
      primary: true,
    };
    const address = newAddress({ id, ...place });
    expect(hints({ addresses: [address] })).toMatchObject([
      { path: 'addresses.0.postcode', code: 'postcode' },
    ]);
    expect(hints({ addresses: [{ ...address, closedAt: '2026-01-01T00:00:00.000Z' }] })).toEqual([]);
  });
});
