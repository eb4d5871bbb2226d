import { describe, expect, it } from 'vitest';
import { newAddress, newEmail, newPhone } from './contact-points.ts';
import { prepareSave } from './prepare-save.ts';
import { emptyCustomer } from './schema.ts';

const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
const making = {
  now: '2026-05-01T10:00:00.000Z',
  newId: () => id(9),
  why: 'Customer said',
  deskCountry: 'GB',
  definitions: [],
  models: [],
};
const verified = { at: '2026-01-01T00:00:00.000Z', by: 'Casey', method: 'call' as const };
const noted = { source: 'Customer said', since: making.now };
const before = {
  ...emptyCustomer(),
  emails: [newEmail({ id: id(1), address: 'ada@x.org', label: '', primary: true, verified })],
  phones: [
    newPhone({ id: id(2), number: '020 7946 0018', label: '', primary: true, verified, e164: 'kept' }),
  ],
  addresses: [
    newAddress({
      id: id(3),
      nickname: '',
      lines: ['1'],
      city: 'London',
      postcode: '',
      country: 'GB',
      primary: true,
    }),
  ],
};
const [email, phone, address] = [before.emails[0], before.phones[0], before.addresses[0]];
if (!email || !phone || !address) throw new Error('The customer of this test has a point of each kind.');

describe('a customer made ready to be stored', () => {
  it('is itself when nothing was changed', () => expect(prepareSave(before, before, making)).toEqual(before));

  it('has nothing verified that became another one', () => {
    const emails = [{ ...email, address: ' new@x.org' }];
    const phones = [{ ...phone, number: '020 7946 0019' }];
    const ready = prepareSave(before, { ...before, emails, phones }, making);
    expect(ready.emails).toEqual([{ ...email, address: 'new@x.org', verified: null, ...noted }]);
    expect(ready.phones).toEqual([
      { ...phone, number: '020 7946 0019', verified: null, e164: '+442079460019', ...noted },
    ]);
  });

  it('stays verified in another spelling, and when it was verified anew', () => {
    expect(
      prepareSave(before, { ...before, emails: [{ ...email, address: 'ADA@x.org' }] }, making).emails,
    ).toEqual([{ ...email, address: 'ADA@x.org' }]);
    const anew = { ...verified, at: '2026-04-01T00:00:00.000Z' };
    const emails = [{ ...email, address: 'new@x.org', verified: anew }];
    expect(prepareSave(before, { ...before, emails }, making).emails[0]?.verified).toEqual(anew);
  });

  it('has the domain of a new e-mail in lower case, what is before it as typed, and what was stored as it is', () => {
    const typed = { ...email, id: id(4), address: 'Ada.Byron@X.Example', primary: false, verified: null };
    const stored = { ...email, address: 'Ada@X.org' };
    const older = { ...before, emails: [stored] };
    const ready = prepareSave(older, { ...older, emails: [stored, typed] }, making);
    expect(ready.emails).toEqual([stored, { ...typed, ...noted, address: 'Ada.Byron@x.example' }]);
    const half = { ...typed, address: 'No Address' };
    expect(prepareSave(null, { ...before, emails: [half] }, making).emails).toEqual([{ ...half, ...noted }]);
  });

  it('has moved addresses closed and replaced', () => {
    const ready = prepareSave(before, { ...before, addresses: [{ ...address, city: 'Leeds' }] }, making);
    expect(ready.addresses).toMatchObject([
      { id: id(3), closedAt: making.now },
      { id: id(9), city: 'Leeds', replaces: id(3) },
    ]);
  });

  it('has its numbers read when it is new', () => {
    expect(prepareSave(null, before, making).phones[0]?.e164).toBe('+442079460018');
  });
});
