import { describe, expect, it } from 'vitest';
import { historyState } from '#shared/order/cached-period.ts';
import { quoteState } from '#shared/order/expiry.ts';
import { emptyText, moneyText, QUOTE_STATE_TEXTS, refundText } from './order.ts';

const digitsOf = (text: string) => text.replace(/\D/gu, '');

describe('the refund of a return', () => {
  it('says how far it is and since when, and nothing where nobody said', () => {
    expect(refundText({})).toBe('');
    expect(refundText({ refund: '', refundedOn: null })).toBe('');
    expect(refundText({ refund: 'To be decided' })).toBe('Refund: To be decided');
    expect(refundText({ refund: 'Paid back', refundedOn: '2026-05-03' })).toMatch(
      /^Refund: Paid back on .*2026/u,
    );
  });
});

describe('an amount', () => {
  it.each([
    ['1234.50', 'EUR', '123450'],
    ['1234', 'JPY', '1234'],
    ['0.1234', 'USD', '01234'],
    ['12345678901234567890.12', 'EUR', '1234567890123456789012'],
  ])('%s %s keeps every digit', (amount, currency, digits) => {
    expect(digitsOf(moneyText(amount, currency))).toBe(digits);
  });

  it('names its currency, and is shown as it came where that is none', () => {
    expect(moneyText('10.00', 'EUR')).toContain('€');
    expect(moneyText('10.00', 'not a currency')).toBe('10.00 not a currency');
  });
});

describe('the badge of a quote', () => {
  const badge = (validUntil: string | null) =>
    QUOTE_STATE_TEXTS[quoteState(validUntil, 'Europe/Lisbon', new Date('2026-05-05T12:00:00Z'))];

  it('says that it expired or never does, and nothing of one that holds', () => {
    expect([badge('2026-05-04'), badge('2026-05-05'), badge(null)]).toEqual([
      'Expired',
      '',
      'No expiry given',
    ]);
  });
});

describe('an empty history', () => {
  const said = (isComplete: boolean, older: number | null) => {
    const state = historyState({ kept: 0, isComplete, older });
    return state === 'some' ? '' : emptyText(state, 'orders', '5 May 2024');
  };

  it('is told from one that is not loaded, and from one that is older than what is kept', () => {
    expect(said(true, 0)).toBe('This customer has no orders.');
    expect(said(true, null)).toBe('No orders since 5 May 2024. This computer keeps none that are older.');
    expect(said(false, null)).toBe('The orders are not loaded on this computer yet.');
  });
});
