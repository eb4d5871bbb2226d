import { describe, expect, it } from 'vitest';
import type { Order } from '../order/schema.ts';
import { bookAfter } from './address-book.ts';
import { openOrderIssues } from './address-in-use.ts';
import { type AddressElement, newAddress } from './contact-points.ts';

const address = (part: Partial<AddressElement> & { id: string }): AddressElement =>
  newAddress({
    nickname: '',
    lines: ['Hauptstraße 5'],
    city: 'Köln',
    postcode: '50667',
    country: 'DE',
    primary: false,
    ...part,
  });
const home = address({ id: '01900000-0000-7000-8000-000000000001' });
const work = address({ id: '01900000-0000-7000-8000-000000000002', lines: ['Am Ring 1'] });
const order = (part: Partial<Order> = {}) => ({
  type: 'order' as const,
  open: true,
  shipTo: 'Frau Byron\nHAUPTSTRASSE 5\n50667 Köln',
  ...part,
});
const making = { now: '2026-11-22T12:00:00.000Z', newId: () => '01900000-0000-7000-8000-000000000009' };
const judge = (mine: readonly AddressElement[], orders = [order()]) =>
  openOrderIssues(bookAfter([home, work], mine, making), [home, work], orders);

describe('an address that an order under way goes to', () => {
  it('is not taken out of the book', () => {
    expect(judge([work])).toEqual([{ path: 'addresses', code: 'openOrder' }]);
  });

  it.each<[string, readonly AddressElement[], Partial<Order>]>([
    ['may be called otherwise', [{ ...home, nickname: 'Home' }, work], {}],
    ['may move: the old one stays in the book, closed', [{ ...home, lines: ['Neue Straße 1'] }, work], {}],
    ['keeps no other one from being removed', [home], {}],
    ['is there as long as the same place is', [{ ...home, id: making.newId() }, work], {}],
    ['is free once the order is delivered', [work], { open: false }],
    ['is free where nobody said that the order is under way', [work], { open: undefined }],
    ['is not held by a quote', [work], { type: 'quote' }],
    ['is not held by an order to another place', [work], { shipTo: 'Hauptstraße 55\n50999 Köln' }],
    ['is not held by an order without a place', [work], { shipTo: '' }],
  ])('%s', (_name, mine, part) => {
    expect(judge(mine, [order(part)])).toEqual([]);
  });
});
