import { expect, it } from 'vitest';
import { newEmail } from './contact-points.ts';
import { keepUnknown } from './keep-unknown.ts';
import { Customer, CustomerEditable } from './schema.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const email = newEmail({ id: ID, address: 'a@x.org', label: '', primary: true, doNotUse: true });
const consent = {
  id: ID,
  purpose: 'marketing' as const,
  channel: 'email' as const,
  action: 'withdraw' as const,
  at: '2026-01-01T00:00:00.000Z',
  source: 'letter',
  wording: '',
  proof: '',
  by: 'Casey',
  takesBack: [],
};
const stored = Customer.parse({
  id: ID,
  rev: '1-a',
  mutationId: ID,
  scope: ['region:north'],
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'casey',
  number: 'C-1',
  kind: 'person',
  region: 'north',
  teamId: null,
  customerSince: '2020-01-01',
  timeZone: '',
  flags: [],
  externalId: null,
  prefix: '',
  given: 'Ada',
  family: 'Byron',
  organisation: '',
  language: '',
  status: 'active',
  emails: [email],
  phones: [],
  addresses: [],
  photo: 'UklGRiIAAABXRUJQ',
  attributes: { shoe: '42' },
  consents: [consent],
});

/** What a desk of protocol 1 sends: none of the later fields, and none of the later properties of an e-mail. */
const old = {
  ...stored,
  given: 'Augusta',
  emails: [{ id: ID, address: 'b@x.org', label: 'home', primary: true }],
  attributes: undefined,
  consents: undefined,
};
const { photo: _photo, attributes: _attributes, consents: _consents, ...sentByOld } = old;

it('keeps what an older desk does not know, beside what it changes', () => {
  const kept = CustomerEditable.parse(keepUnknown(stored, sentByOld));
  const { photo } = stored;
  expect(kept).toMatchObject({ given: 'Augusta', photo, attributes: { shoe: '42' }, consents: [consent] });
  expect(kept.emails).toEqual([{ ...email, address: 'b@x.org', label: 'home' }]);
});

it('keeps what an older desk does not know of an answer, until it is given anew', () => {
  const given = { response: 'WEB', source: 'agent' as const, at: '2026-01-01T00:00:00.000Z', by: 'casey' };
  const known = { ...stored, responses: { SOURCE: { ...given, configurationRev: '2-a' } } };
  const kept = (answer: object) => keepUnknown(known, { ...stored, responses: { SOURCE: answer } }).responses;
  expect(kept(given)).toEqual(known.responses);
  for (const anew of [
    { ...given, response: 'SHOP' },
    { ...given, at: '2026-02-01T00:00:00.000Z' },
  ])
    expect(kept(anew)).toEqual({ SOURCE: anew });
  expect(keepUnknown(known, { responses: 'none' }).responses).toBe('none');
});

it('clears what is cleared explicitly', () => {
  const kept = CustomerEditable.parse(
    keepUnknown(stored, { ...stored, emails: [], attributes: { shoe: null } }),
  );
  expect(kept).toMatchObject({ emails: [], attributes: { shoe: null } });
});

it('adds to the ledger of consents and changes nothing in it', () => {
  const added = { ...consent, id: OTHER };
  const forged = { ...stored, consents: [{ ...consent, action: 'grant' }, added] };
  expect(keepUnknown(stored, forged).consents).toEqual([consent, added]);
  expect(keepUnknown(stored, { ...stored, consents: [] }).consents).toEqual([consent]);
});

it('passes on what is no list, for the schema to refuse', () => {
  const kept = keepUnknown(stored, { ...stored, emails: 'none', phones: [null, 7] });
  expect(CustomerEditable.safeParse(kept).success).toBe(false);
});
