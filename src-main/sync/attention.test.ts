import { expect, it } from 'vitest';
import { compactCustomer } from '#shared/customer/compact.ts';
import { type Customer, emptyCustomer } from '#shared/customer/schema.ts';
import { clashEntry, refusedEntry } from './attention.ts';

const id = '01a2030d-537a-7690-b4d5-8da801cd6135';
const envelope = { id, rev: '1-00000000', mutationId: id, scope: [], updatedAt: '', updatedBy: '' };

it('names what was typed, and nothing that is there by default', () => {
  const base = { ...emptyCustomer(), ...envelope, given: 'Ada', family: 'Byron' } as unknown as Customer;
  const mine = { ...base, family: 'Lovelace' };
  const stored = compactCustomer(base);
  const { fields } = refusedEntry('customers', { mine, base: stored, theirs: stored }, 'restricted');
  expect(fields).toEqual([{ field: 'family', mine: 'Lovelace', theirs: 'Byron' }]);
});

it('tells of a photo that it is another one, and holds no more of it than is needed to decide', () => {
  const base = { ...emptyCustomer(), ...envelope, photo: 'UklGRone' } as unknown as Customer;
  const mine = { ...base, photo: 'UklGRtwo' };
  const { fields } = refusedEntry('customers', { mine, base, theirs: base }, 'restricted');
  expect(fields).toEqual([expect.objectContaining({ field: 'photo' })]);
  expect(JSON.stringify(fields)).not.toContain('UklGR');
  const clashed = clashEntry('customers', mine, [{ field: 'photo', mine: 'UklGRtwo', theirs: 'UklGRone' }]);
  const [{ value, ...said } = { value: null }] = clashed.fields;
  expect(value).toBe('UklGRtwo');
  expect(JSON.stringify(said)).not.toContain('UklGR');
});
