/** No false alarm over what the demo's customers are made of. */
import { describe, expect, it } from 'vitest';
import { demoComments } from '#server/demo/demo-comments.ts';
import { demoCustomer } from '#server/demo/demo-customer.ts';
import { hasCardNumber } from '#shared/comment/card-numbers.ts';

describe('card numbers in free text', () => {
  it('are found nowhere in the phones, numbers, addresses and remarks of a thousand customers of the demo', () => {
    const texts = Array.from({ length: 1000 }, (_, at) => demoCustomer(at)).flatMap((customer, at) => [
      customer.number,
      customer.externalId ?? '',
      customer.phones.map(({ number }) => number).join(', '),
      ...customer.phones.map(({ number }) => `Call back on ${number} before 12/10.`),
      ...customer.addresses.map(({ lines, postcode }) => [...lines, postcode].join(' ')),
      ...demoComments(customer, at, 4).map(({ text }) => text),
    ]);
    expect(texts.length).toBeGreaterThan(4000);
    expect(texts.filter(hasCardNumber)).toEqual([]);
  });
});
