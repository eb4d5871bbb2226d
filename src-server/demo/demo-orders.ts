/** What the demo's customers ordered, were quoted and sent back: some long ago, some quotes over. */
import type { Customer } from '#shared/customer/schema.ts';
import type { Order, OrderLine } from '#shared/order/schema.ts';
import { LAST_DAY } from './demo-teams.ts';
import { type Random, random } from './random.ts';

const SEED = 2028;
const DAY_MS = 86_400_000;
const SPAN_DAYS = 900;
const CURRENCIES: Record<string, string> = {
  GB: 'GBP',
  US: 'USD',
  PL: 'PLN',
  JP: 'JPY',
  CH: 'CHF',
  SE: 'SEK',
};

const GOODS: readonly (readonly [sku: string, description: string, price: number])[] = [
  ['PAN-28', 'Frying pan 28 cm', 49.9],
  ['KET-17', 'Kettle 1.7 l', 64.5],
  ['LMP-LED', 'Desk lamp, LED', 89],
  ['CHR-OFF', 'Office chair', 249],
  ['PLN-YR', 'Service plan, one year', 119.4],
  ['CBL-USB', 'Charging cable', 12.95],
];
const STATUSES = {
  order: ['Shipped', 'Delivered', 'Delivered', 'In preparation', 'Cancelled'],
  quote: ['Sent', 'Sent', 'Accepted', 'Declined'],
  return: ['Requested', 'Received', 'Refunded'],
} as const;

const QUOTE_COMMENTS = ['Includes delivery and assembly.', 'Price holds for ten pieces or more.'];
const DISPOSITIONS = ['Restocked', 'Scrapped', 'Sent back to the maker'];
const REFUND_AFTER_DAYS = 10;

const UNDER_WAY: ReadonlySet<string> = new Set(['Shipped', 'In preparation']);

/** The orders, quotes and returns of a customer, `most` at most. */
export function demoOrders(customer: Customer, index: number, most: number): Order[] {
  const chance = random(SEED, index);
  return Array.from({ length: chance.int(most + 1) }, (_, at) => {
    const order = demoOrder(customer, chance, index, at);
    return { ...order, ...ofType(order, chance) };
  });
}

/** What the kinds have of their own. */
function ofType({ type, status, placedAt }: Order, chance: Random): Partial<Order> {
  if (type === 'order') return { open: UNDER_WAY.has(status) };
  if (type === 'quote') return chance.chance(50) ? { comments: chance.pick(QUOTE_COMMENTS) } : {};
  if (status !== 'Refunded') return { refund: 'To be decided' };
  const paid = new Date(Date.parse(placedAt) + REFUND_AFTER_DAYS * DAY_MS).toISOString().slice(0, 10);
  return { disposition: chance.pick(DISPOSITIONS), refund: 'Paid back', refundedOn: paid };
}

function demoOrder(customer: Customer, chance: Random, index: number, at: number): Order {
  const type = chance.pick(['order', 'order', 'order', 'quote', 'return'] as const);
  const placed = LAST_DAY - chance.int(SPAN_DAYS) * DAY_MS - chance.int(DAY_MS);
  const lines = Array.from({ length: 1 + chance.int(3) }, () => demoLine(chance));
  const total = lines.reduce((sum, { quantity, price }) => sum + Number(quantity) * Number(price), 0);
  const name = `${100_000 + index}-${at + 1}`;
  const hasExpiry = type === 'quote' && chance.chance(85);
  const [address] = customer.addresses;
  return {
    id: chance.uuid(),
    rev: `1-${chance.hex(8)}`,
    mutationId: chance.uuid(),
    scope: customer.scope,
    updatedAt: new Date(LAST_DAY).toISOString(),
    updatedBy: 'import',
    customerId: customer.id,
    type,
    number: `${{ order: 'SO', quote: 'QU', return: 'RMA' }[type]}-${name}`,
    status: chance.pick(STATUSES[type]),
    placedAt: new Date(placed).toISOString(),
    validUntil: hasExpiry ? new Date(placed + 30 * DAY_MS).toISOString().slice(0, 10) : null,
    orderNumber: type === 'return' && chance.chance(90) ? `SO-${name}` : '',
    reason: type === 'return' ? chance.pick(['Damaged', 'Wrong item', 'Changed their mind']) : '',
    currency: CURRENCIES[address?.country ?? ''] ?? 'EUR',
    total: total.toFixed(2),
    lines,
    shipTo: address
      ? [...address.lines, `${address.postcode} ${address.city}`].filter(Boolean).join('\n')
      : '',
    sourceSystem: 'webshop',
    asOf: new Date(LAST_DAY).toISOString(),
  };
}

function demoLine(chance: Random): OrderLine {
  const [sku, description, price] = chance.pick(GOODS);
  const quantity = String(1 + chance.int(3));
  return { sku, description, quantity, price: price.toFixed(2), status: chance.pick(['Shipped', 'Open']) };
}
