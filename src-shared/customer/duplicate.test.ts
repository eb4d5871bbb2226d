import { describe, expect, it } from 'vitest';
import { newAddress, newEmail, newPhone } from './contact-points.ts';
import { duplicateQueries, duplicateReasons } from './duplicate.ts';
import { type CustomerEditable, emptyCustomer } from './schema.ts';

const id = '00000000-0000-4000-8000-000000000001';
const email = (address: string, shared = false) => ({
  emails: [newEmail({ id, address, label: '', primary: true, shared })],
});
const phone = (number: string, shared = false) => ({
  phones: [newPhone({ id, number, label: '', primary: true, shared })],
});
const lives = (postcode: string, closedAt: string | null = null) => ({
  addresses: [
    newAddress({
      id,
      nickname: '',
      lines: ['1'],
      city: '',
      postcode,
      country: 'GB',
      primary: true,
      closedAt,
    }),
  ],
});
const born = (year: number | null) => ({
  demographics: { ...emptyCustomer().demographics, birth: { year, month: 2, day: 3 } },
});
const shop = (value: string) => ({
  identifiers: [{ id, kind: 'external' as const, system: 'Shop', value, primary: true, contested: false }],
});
const ada = { given: 'Ada', family: 'Lovelace' };
const customer = (...parts: Partial<CustomerEditable>[]): CustomerEditable =>
  Object.assign({}, emptyCustomer(), ...parts);

describe('two customers look like one', () => {
  it.each([
    ['same e-mail', customer(email('ada@x.org')), customer(email(' ADA@x.org')), ['email']],
    ['shared e-mail here', customer(email('ada@x.org', true)), customer(email('ada@x.org')), []],
    ['shared e-mail there', customer(email('ada@x.org')), customer(email('ada@x.org', true)), []],
    [
      'same phone, from abroad',
      customer(phone('020 7946 0018')),
      customer(phone('+442079460018')),
      ['phone'],
    ],
    ['shared phone', customer(phone('020 7946 0018', true)), customer(phone('020 7946 0018')), []],
    ['short number', customer(phone('12345')), customer(phone('12345')), []],
    ['same number of a shop', customer(shop('A-1')), customer(shop('a1')), ['identifier']],
    ['same name only', customer(ada), customer({ given: 'ADA', family: 'Lovelace ' }), ['name']],
    ['names the other way round', customer(ada), customer({ given: 'Lovelace', family: 'Ada' }), ['name']],
    ['half a name', customer({ family: 'Lovelace' }), customer({ family: 'Lovelace' }), []],
    ['name and postcode', customer(ada, lives('N1 9GU')), customer(ada, lives('n19gu')), ['nameAndPostcode']],
    [
      'name and a former postcode',
      customer(ada, lives('N1')),
      customer(ada, lives('N1', '2020-01-01T00:00:00.000Z')),
      ['name'],
    ],
    ['name and birth', customer(ada, born(1980)), customer(ada, born(1980)), ['nameAndBirth']],
    ['name and half a birth', customer(ada, born(null)), customer(ada, born(null)), ['name']],
    ['postcode only', customer(lives('N1')), customer(lives('N1')), []],
    [
      'same organisation',
      customer({ kind: 'organisation', organisation: 'Acme Ltd' }),
      customer({ organisation: 'ACME  Ltd' }),
      ['organisation'],
    ],
    ['colleagues', customer({ organisation: 'Acme' }, ada), customer({ organisation: 'Acme' }), []],
    ['nothing', customer(), customer(), []],
  ])('%s', (_name, one, other, reasons) => {
    expect(duplicateReasons(one, other)).toEqual(reasons);
  });

  it('gives the strongest reason first, and no weaker one for the same', () => {
    const same = customer(ada, email('ada@x.org'), lives('N1'));
    expect(duplicateReasons(same, same)).toEqual(['email', 'nameAndPostcode']);
  });
});

describe('the index is asked', () => {
  it('for what identifies, and for nothing that is shared or too short', () => {
    const one = customer(ada, email('ada@x.org'), phone('020 7946 0018', true), shop('A-17'));
    expect(duplicateQueries(one)).toEqual(['A-17', 'ada@x.org', 'Ada Lovelace']);
    expect(duplicateQueries(customer({ organisation: 'Al' }))).toEqual([]);
  });
});
