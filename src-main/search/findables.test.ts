import { describe, expect, it } from 'vitest';
import { newAddress, newPhone } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { entryOf } from './entry.ts';
import { findablesOf, keyOf, reversed } from './findables.ts';

const id = '00000000-0000-4000-8000-000000000001';
const found = (part: Partial<Customer>, orders: string[] = []) =>
  findablesOf(entryOf({ id, ...part }), orders);

describe('the index', () => {
  it('holds nothing of a photo', () => {
    const known = { id, number: 'C-1', family: 'Byron' };
    expect(entryOf({ ...known, photo: 'UklGRiIAAABXRUJQ' })).toEqual(entryOf(known));
  });
});

describe('a customer is found', () => {
  it('by the permanent number, the temporary one, those of other systems, and those of orders', () => {
    const identifiers = [
      { id, kind: 'loyalty' as const, system: 'shop', value: 'L-77', primary: true, contested: false },
    ];
    const { keys } = found({ number: 'C-100042', temporaryNumber: 'T-3F2A-17', identifiers }, ['SO-2024/9']);
    for (const key of ['c100042', '100042', 't3f2a17', 'l77', 'so20249'])
      expect(keys).toContain(keyOf('number', key));
    expect(keys).toContain(keyOf('numberEnd', reversed('c100042')));
  });

  it('by the number of a caller, which comes with its country, though it was typed without', () => {
    const phones = [
      newPhone({ id, number: '020 7946 0018', label: '', primary: true, e164: '+442079460018' }),
    ];
    const { keys } = found({ phones });
    expect(keys).toContain(keyOf('phone', '2079460018'));
    expect(keys).toContain(keyOf('phoneEnd', reversed('442079460018')));
  });

  it('by the places of today, and not by those of addresses that were closed', () => {
    const place = { nickname: '', lines: ['1'], postcode: '', country: 'GB', primary: false };
    const closedAt = '2026-01-01T00:00:00.000Z';
    const addresses = [
      newAddress({ id, ...place, city: 'Leeds', closedAt }),
      newAddress({ id, ...place, city: 'London' }),
    ];
    expect(found({ addresses }).others).toEqual(['london']);
  });

  it('by the words of an address that the name has not', () => {
    const emails = [{ id, label: '', primary: true, address: 'anna.weiss82@Firma.example' }];
    const { names, others } = found({ given: 'Anna', emails: emails as Customer['emails'] });
    expect(names).toEqual(['anna']);
    expect(others).toEqual(['weiss82', '@firma.example']);
  });

  it('as an older version stored them, who knew of no readings and no closed addresses', () => {
    const old = {
      phones: [{ id, number: '030 123456', label: '', primary: true }],
      addresses: [
        { id, nickname: '', lines: ['1'], city: 'Berlin', postcode: '', country: 'DE', primary: true },
      ],
    } as unknown as Partial<Customer>;
    expect(found(old).others).toContain('berlin');
    expect(found(old).keys).toContain(keyOf('phone', '30123456'));
  });
});
