import { describe, expect, it } from 'vitest';
import { newAddress, newPhone } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { indexRowOf, tokensOf } from './row.ts';
import { marked } from './tokens.ts';

const id = '00000000-0000-4000-8000-000000000001';
const tokens = (part: Partial<Customer>) => tokensOf(indexRowOf({ id, ...part })).split(' ');

describe('a customer is found', () => {
  it('by the permanent number, the temporary one, and those of other systems', () => {
    const identifiers = [
      { id, kind: 'loyalty' as const, system: 'shop', value: 'L-77', primary: true, contested: false },
    ];
    const found = tokens({ number: 'C-100042', temporaryNumber: 'T-3F2A-17', identifiers });
    for (const key of ['c100042', 't3f2a17', 'l77']) expect(found).toContain(marked('key', key));
  });

  it('by the number of a caller, which comes with its country, though it was typed without', () => {
    const phones = [
      newPhone({ id, number: '020 7946 0018', label: '', primary: true, e164: '+442079460018' }),
    ];
    expect(tokens({ phones })).toContain(marked('phone', '442079460018'));
    expect(tokens({ phones })).toContain(marked('phone', '2079460018'));
  });

  it('by the places of today, and not by those of addresses that were closed', () => {
    const place = { nickname: '', lines: ['1'], postcode: '', country: 'GB', primary: false };
    const closedAt = '2026-01-01T00:00:00.000Z';
    const addresses = [
      newAddress({ id, ...place, city: 'Leeds', closedAt }),
      newAddress({ id, ...place, city: 'London' }),
    ];
    expect(tokens({ addresses })).toContain('london');
    expect(tokens({ addresses })).not.toContain('leeds');
  });

  it('as an older version stored them, who knew of no readings and no closed addresses', () => {
    const old = {
      phones: [{ id, number: '030 123456', label: '', primary: true }],
      addresses: [
        { id, nickname: '', lines: ['1'], city: 'Berlin', postcode: '', country: 'DE', primary: true },
      ],
    } as unknown as Partial<Customer>;
    expect(tokens(old)).toEqual(expect.arrayContaining(['berlin', marked('phone', '30123456')]));
  });
});
