/** Words for orders, quotes and returns. */
import type { HistoryState } from '#shared/order/cached-period.ts';
import type { QuoteState } from '#shared/order/expiry.ts';
import type { Order } from '#shared/order/schema.ts';
import { calendarDate } from './format.ts';

export const ORDER_TYPE_TEXTS: Record<Order['type'], string> = {
  order: 'Orders',
  quote: 'Quotes',
  return: 'Returns',
};

export const QUOTE_STATE_TEXTS: Record<QuoteState, string> = {
  valid: '',
  expired: 'Expired',
  noExpiry: 'No expiry given',
};

/** Why a list is empty: three reasons that must not be taken for one another. `what` is such as `orders`. */
export function emptyText(state: Exclude<HistoryState, 'some'>, what: string, since: string): string {
  if (state === 'none') return `This customer has no ${what}.`;
  if (state === 'noneKept') return `No ${what} since ${since}. This computer keeps none that are older.`;
  return `The ${what} are not loaded on this computer yet.`;
}

/** How far the money of a return is: `Refund: Paid back on 3 May 2026`; '' where nobody said. */
export function refundText({ refund = '', refundedOn }: Pick<Order, 'refund' | 'refundedOn'>): string {
  if (refund === '' && !refundedOn) return '';
  const on = refundedOn ? `on ${calendarDate(refundedOn)}` : '';
  return `Refund: ${[refund, on].filter(Boolean).join(' ')}`;
}

/** An amount in its currency, with all the digits it was given with. */
export function moneyText(amount: string, currency: string): string {
  const digits = amount.split('.')[1]?.length ?? 0;
  try {
    const format = new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    return format.format(amount as Intl.StringNumericLiteral);
  } catch {
    return `${amount} ${currency}`;
  }
}
