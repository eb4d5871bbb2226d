/** Which kept searches name a person. */
import { describe, expect, it } from 'vitest';
import { newEmail, newPhone } from '#shared/customer/contact-points.ts';
import { Customer, emptyCustomer } from '#shared/customer/schema.ts';
import { formerNames, namesPerson } from './views.ts';

const id = '0198c0de-0000-7000-8000-000000000001';
const grace = Customer.parse({
  ...emptyCustomer(),
  ...{ id, rev: '1-0', mutationId: id, scope: [], updatedAt: '2026-01-01T00:00:00.000Z', updatedBy: 'x' },
  ...{
    number: 'C-1001',
    region: 'north',
    teamId: null,
    customerSince: '2026-01-01',
    flags: [],
    externalId: null,
  },
  given: 'Grace',
  family: 'Müller-Long',
  organisation: 'Acme Ltd',
  emails: [newEmail({ id, address: 'Grace@Example.com', label: '', primary: true })],
  phones: [newPhone({ id, number: '+1 201 555 0123', label: '', primary: true })],
});
const view = (text: string, name = 'Mine') => ({ name, text, filter: null, sort: 'best' as const });

describe('a kept search', () => {
  it('names the person by a name, number, address or phone that it asks for', () => {
    const named = ['grace', 'MULLER', 'müller-long', 'c-1001', 'acme ltd', 'grace@example.com', '2015550123'];
    for (const text of named) expect([text, namesPerson(view(text), grace)]).toEqual([text, true]);
    for (const text of ['', 'gracious', 'acme', '0123', 'smith'])
      expect([text, namesPerson(view(text), grace)]).toEqual([text, false]);
  });

  it('names them by an address with a domain beyond ASCII, in both forms and within a sentence', () => {
    const emails = [newEmail({ id, address: 'grace@München.example', label: '', primary: true })];
    for (const text of [
      'grace@münchen.example',
      'grace@xn--mnchen-3ya.example',
      'ask grace@münchen.example, then go',
    ])
      expect([text, namesPerson(view(text), { ...grace, emails })]).toEqual([text, true]);
  });

  it('names them by what they were called before', () => {
    const fields = [
      { path: 'given', from: 'Gracie', to: 'Grace' },
      { path: 'demographics.employer', from: 'Former', to: 'Other' },
    ];
    const named = (text: string) => formerNames(fields).some((person) => namesPerson(view(text), person));
    expect([named('gracie'), named('grace'), named('former'), named('')]).toEqual([true, true, false, false]);
  });

  it('names them by what it is called only with their whole name or what is theirs alone', () => {
    expect(namesPerson(view('', 'Grace period'), grace)).toBe(false);
    expect(namesPerson(view('', 'Call Grace Müller-Long'), grace)).toBe(true);
    expect(namesPerson(view('', 'Case of C-1001'), grace)).toBe(true);
  });
});
