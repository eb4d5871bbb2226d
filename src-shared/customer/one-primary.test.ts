import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAddress, newEmail, newPhone } from './contact-points.ts';
import { primaryIssues, withOnePrimary } from './one-primary.ts';
import { emptyCustomer } from './schema.ts';

const ids = Array.from({ length: 4 }, (_, at) => `00000000-0000-4000-8000-00000000000${at}`);
const id = (at: number) => ids[at] ?? '';
const email = (at: number, primary: boolean) =>
  newEmail({ id: id(at), address: `${at}@x.org`, label: '', primary });
const place = { nickname: '', lines: ['1 High St'], city: '', postcode: '', country: 'GB' };
const address = (at: number, primary: boolean, closedAt: string | null = null) =>
  newAddress({ ...place, id: id(at), primary, closedAt });

const marks = fc.uniqueArray(fc.tuple(fc.nat(3), fc.boolean(), fc.boolean()), { selector: ([at]) => at });
const customers = fc.tuple(marks, marks, marks).map(([emails, phones, addresses]) => ({
  ...emptyCustomer(),
  emails: emails.map(([at, primary]) => email(at, primary)),
  phones: phones.map(([at, primary]) => newPhone({ id: id(at), number: `123${at}`, label: '', primary })),
  addresses: addresses.map(([at, primary, isClosed]) =>
    address(at, primary, isClosed ? '2026-01-01T00:00:00.000Z' : null),
  ),
}));

describe('one primary entry of a list', () => {
  it('is asked for in each list that has several in use', () => {
    const customer = {
      ...emptyCustomer(),
      emails: [email(0, true), email(1, true)],
      addresses: [address(0, true), address(1, true, '2026-01-01T00:00:00.000Z')],
    };
    expect(primaryIssues(customer)).toEqual([{ path: 'emails', code: 'onePrimary' }]);
  });

  it('is the one that became it, or the first of several that are new', () => {
    const before = { ...emptyCustomer(), emails: [email(0, true), email(1, false)] };
    const both = { ...before, emails: [email(0, true), email(1, true)] };
    expect(withOnePrimary(both, before).emails).toEqual([email(0, false), email(1, true)]);
    expect(withOnePrimary(both, null).emails).toEqual([email(0, true), email(1, false)]);
  });

  it('leaves a list that was stored with several as long as nobody touches it', () => {
    const stored = { ...emptyCustomer(), emails: [email(0, true), email(1, true)] };
    expect(withOnePrimary({ ...stored, given: 'Ada' }, stored).emails).toEqual(stored.emails);
  });

  it('is there after settling, with all else as it was', () => {
    const bare = (customer: object) =>
      JSON.parse(JSON.stringify(customer).replace(/"primary":true/g, '"primary":false'));
    fc.assert(
      fc.property(customers, (customer) => {
        const settled = withOnePrimary(customer, null);
        expect(primaryIssues(settled)).toEqual([]);
        expect(withOnePrimary(settled, null)).toEqual(settled);
        expect(bare(settled)).toEqual(bare(customer));
        if (primaryIssues(customer).length === 0) expect(settled).toEqual(customer);
      }),
    );
  });
});
