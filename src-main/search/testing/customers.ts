/** Random customers and a check of the index, for tests. */
import { createHash } from 'node:crypto';
import type { RxJsonSchema } from 'rxdb';
import { newAddress, newEmail, newPhone } from '#shared/customer/contact-points.ts';
import { type Customer, emptyProfile } from '#shared/customer/schema.ts';
import { connect } from '../../storage-sqlite/connect.ts';
import { readSidecar } from '../../storage-sqlite/sidecar.ts';
import { searchTablesOf } from './compare.ts';

export const HOOKS = new URL('../index-hook.ts', import.meta.url);

export const customerSchema: RxJsonSchema<Customer> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    number: { type: 'string', maxLength: 20 },
    updatedAt: { type: 'string', maxLength: 30 },
  } as RxJsonSchema<Customer>['properties'],
  required: ['id', 'number', 'updatedAt'],
  indexes: ['number', 'updatedAt'],
};

/** A UUID from any text, always the same. */
export function idFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `7${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export type Facts = Partial<Customer> & { email?: string; phone?: string; city?: string; postcode?: string };

/** A whole customer from what matters to a test. */
export function customer(label: string, { email, phone, city, postcode, ...part }: Facts = {}): Customer {
  const element = (kind: string) => ({ id: idFrom(`${label} ${kind}`), label: '', primary: true });
  const place = { nickname: '', lines: [], city: city ?? '', postcode: postcode ?? '', country: 'DE' };
  return {
    id: idFrom(label),
    rev: '1',
    mutationId: idFrom(`${label} mutation`),
    scope: [],
    updatedAt: '2026-01-01T00:00:00.000Z',
    updatedBy: 'test',
    number: label,
    kind: 'person',
    region: 'north',
    teamId: null,
    customerSince: '2020-01-01',
    timeZone: '',
    flags: [],
    externalId: null,
    prefix: '',
    given: '',
    family: '',
    organisation: '',
    language: '',
    status: 'active',
    emails: email === undefined ? [] : [newEmail({ ...element('email'), address: email })],
    phones: phone === undefined ? [] : [newPhone({ ...element('phone'), number: phone })],
    addresses:
      city === undefined && postcode === undefined ? [] : [newAddress({ ...element('address'), ...place })],
    temporaryNumber: '',
    account: null,
    ...emptyProfile(),
    ...part,
  };
}

/** Differences between the index in a closed store and one built anew from its documents. */
export function indexDifferences(file: string, key: Uint8Array | null): string[] {
  const db = connect(file, { cipher: readSidecar(file)?.cipher ?? 'none', key, readonly: true });
  try {
    return searchTablesOf(db);
  } finally {
    db.close();
  }
}
