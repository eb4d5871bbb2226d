import { describe, expect, it } from 'vitest';
import { newAddress, newEmail, newPhone } from './contact-points.ts';
import { hasOddPostcode, isCritical, reasonFor, USUAL_REASON, whyIssues } from './critical.ts';
import { type CustomerEditable, emptyCustomer } from './schema.ts';

const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
const home = { nickname: '', lines: ['1'], city: 'Leeds', postcode: '', country: 'GB' };
const stored: CustomerEditable = {
  ...emptyCustomer(),
  family: 'Lovelace',
  emails: [newEmail({ id: id(1), address: 'ada@x.org', label: '', primary: true })],
  phones: [
    newPhone({ id: id(2), number: '0113', label: '', primary: true }),
    newPhone({ id: id(3), number: '0114', label: '', primary: false }),
  ],
  addresses: [
    newAddress({ ...home, id: id(4), primary: true }),
    newAddress({ ...home, id: id(5), primary: false }),
  ],
};
const changedIn = <T>(list: readonly T[], at: number, part: Partial<T>): T[] =>
  list.map((element, place) => (place === at ? { ...element, ...part } : element));

const by = (control: 'REQUIRE' | 'NONE' | 'ASK', atDesk = true) => ({ control, atDesk });
const ROWS: [string, Partial<CustomerEditable>, boolean][] = [
  ['the name', { family: 'King' }, true],
  ['the name by spaces', { family: ' Lovelace ' }, false],
  ['the name to be called by', { preferredName: 'Ada' }, false],
  ['an e-mail', { emails: changedIn(stored.emails, 0, { address: 'ada@y.org' }) }, true],
  ['the label of an e-mail', { emails: changedIn(stored.emails, 0, { label: 'work' }) }, false],
  ['no e-mail any more', { emails: [] }, true],
  ['the first phone', { phones: changedIn(stored.phones, 0, { number: '0115' }) }, true],
  ['another phone', { phones: changedIn(stored.phones, 1, { number: '0115' }) }, false],
  ['the first address', { addresses: changedIn(stored.addresses, 0, { city: 'York' }) }, true],
  ['another address', { addresses: changedIn(stored.addresses, 1, { city: 'York' }) }, false],
  ['the tax id', { business: { ...stored.business, taxId: 'X1' } }, true],
  ['the job title', { business: { ...stored.business, jobTitle: 'X1' } }, false],
];

describe('a reason', () => {
  it.each(ROWS)('for a change of %s (%o): %s', (_name, part, critical) => {
    const after = { ...stored, ...part };
    expect(isCritical(after, stored)).toBe(critical);
    expect(whyIssues(after, stored, ' ', by('REQUIRE'))).toHaveLength(critical ? 1 : 0);
    expect(reasonFor(after, stored, ' ', 'ASK')).toBe(critical ? USUAL_REASON : '');
  });

  it('is never asked for of a new customer, nor where the control is off', () => {
    expect(isCritical(stored, null)).toBe(false);
    expect(whyIssues({ ...stored, family: 'King' }, stored, '', by('NONE'))).toEqual([]);
    expect(whyIssues({ ...stored, family: 'King' }, stored, '', by('ASK'))).toEqual([]);
    expect(reasonFor({ ...stored, family: 'King' }, stored, '', 'NONE')).toBe('');
  });

  it('stands as it was given', () => {
    expect(whyIssues({ ...stored, family: 'King' }, stored, 'Document', by('REQUIRE'))).toEqual([]);
    expect(reasonFor({ ...stored, family: 'King' }, stored, ' Document ', 'ASK')).toBe('Document');
  });
});

describe('a postcode that does not look like one of its country', () => {
  const odd = changedIn(stored.addresses, 1, { postcode: '12345' });
  const explained = { ...stored, addresses: odd };
  const why = [{ path: 'why', code: 'oddPostcode' }];

  it.each(['NONE', 'ASK', 'REQUIRE'] as const)(
    'asks why at a desk, whatever the control says (%s)',
    (control) => {
      expect(whyIssues(explained, stored, ' ', by(control))).toEqual(why);
      expect(whyIssues(explained, null, '', by(control))).toEqual(why);
      expect(whyIssues(explained, stored, 'New estate', by(control))).toEqual([]);
      expect(whyIssues(explained, stored, '', by(control, false))).toEqual([]);
    },
  );

  it('takes no usual reason in place of one', () => {
    const first = { ...stored, addresses: changedIn(stored.addresses, 0, { postcode: '12345' }) };
    expect(isCritical(first, stored)).toBe(true);
    expect(reasonFor(first, stored, '', 'ASK')).toBe('');
    expect(reasonFor(first, stored, 'New estate', 'ASK')).toBe('New estate');
  });

  it.each([
    ['a usual one', { postcode: 'LS1 4DY' }, false],
    ['none', { postcode: '' }, false],
    ['one of a country of which nothing is known', { country: 'XK', postcode: '12' }, false],
    ['the same elsewhere', { country: 'DE', postcode: '1234' }, true],
    ['one of a closed address', { postcode: '12345', closedAt: '2026-01-01T00:00:00.000Z' }, false],
  ])('is new: %s', (_name, part, expected) => {
    expect(hasOddPostcode({ addresses: changedIn(stored.addresses, 1, part) }, stored)).toBe(expected);
  });

  it('asks nothing where it stands, moves with its town or is taken up again', () => {
    expect(hasOddPostcode(explained, explained)).toBe(false);
    expect(hasOddPostcode({ addresses: changedIn(odd, 1, { city: 'Hull', id: id(6) }) }, explained)).toBe(
      false,
    );
    const closed = changedIn(odd, 1, { closedAt: '2026-01-01T00:00:00.000Z' });
    expect(hasOddPostcode(explained, { addresses: closed })).toBe(false);
  });
});
