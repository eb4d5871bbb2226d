import { expect, it } from 'vitest';
import { newAddress, newEmail } from './contact-points.ts';
import { stillMissing } from './missing.ts';
import { emptyCustomer } from './schema.ts';

const id = '00000000-0000-4000-8000-000000000001';

it('names what is usually known and is not yet', () => {
  const all = ['language', 'emails', 'phones', 'addresses', 'demographics.birth'];
  expect(stillMissing(emptyCustomer())).toEqual(all);
  expect(stillMissing({ ...emptyCustomer(), kind: 'organisation' })).toEqual(all.slice(0, 4));
});

it('is content with one of each, and not with an address that is closed', () => {
  const place = { nickname: '', lines: ['1'], city: '', postcode: '', country: 'GB', primary: true };
  const closed = newAddress({ id, ...place, closedAt: '2026-01-01T00:00:00.000Z' });
  const emails = [newEmail({ id, address: 'a@x.org', label: '', primary: true })];
  const known = { ...emptyCustomer(), language: 'en', emails, addresses: [closed] };
  expect(stillMissing(known)).toEqual(['phones', 'addresses', 'demographics.birth']);
});
