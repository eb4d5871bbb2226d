import { expect, it } from 'vitest';
import { compactCustomer } from '#shared/customer/compact.ts';
import { type Customer, emptyCustomer } from '#shared/customer/schema.ts';
import { refusedEntry } from './attention.ts';

const id = '01a2030d-537a-7690-b4d5-8da801cd6135';
const envelope = { id, rev: '1-00000000', mutationId: id, scope: [], updatedAt: '', updatedBy: '' };

it('names what was typed, and nothing that is there by default', () => {
  const base = { ...emptyCustomer(), ...envelope, given: 'Ada', family: 'Byron' } as unknown as Customer;
  const mine = { ...base, family: 'Lovelace' };
  const stored = compactCustomer(base);
  const { fields } = refusedEntry('customers', { mine, base: stored, theirs: stored }, 'restricted');
  expect(fields).toEqual([{ field: 'family', mine: 'Lovelace', theirs: 'Byron' }]);
});
