import { expect, it } from 'vitest';
import { compactCustomer } from './compact.ts';
import { Customer, emptyCustomer, emptyProfile } from './schema.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const plain = Customer.parse({
  ...emptyCustomer(),
  id: ID,
  rev: '1-a',
  mutationId: ID,
  scope: [],
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'casey',
  number: 'C-1',
  region: 'north',
  teamId: null,
  customerSince: '2020-01-01',
  flags: [],
  externalId: null,
});
const full = {
  ...plain,
  middle: 'King',
  attributes: { shoe: null },
  demographics: { ...plain.demographics, children: 0 },
  temporaryNumber: 'T-1',
};

it('leaves out what is not known, and only that', () => {
  expect(Object.keys(compactCustomer(plain))).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(middle|demographics|consents|temporaryNumber)$/)]),
  );
  expect(compactCustomer(full)).toMatchObject({
    middle: 'King',
    attributes: { shoe: null },
    demographics: { children: 0 },
    temporaryNumber: 'T-1',
  });
  expect(Object.keys(emptyProfile()).every((field) => field in plain)).toBe(true);
});

it.each([plain, full])('reads again as it was', (customer) => {
  expect(Customer.parse(compactCustomer(customer))).toEqual(customer);
  expect(compactCustomer(Customer.parse(compactCustomer(customer)))).toEqual(compactCustomer(customer));
});
