/** Lines of a customers file as documents of the product: a customer, their orders, and their last contact. */
import { createHash } from 'node:crypto';
import { compactCustomer } from '#shared/customer/compact.ts';
import { newAddress, newEmail, newPhone } from '#shared/customer/contact-points.ts';
import { CUSTOMER_LIMITS } from '#shared/customer/limits.ts';
import { CUSTOMER_FLAGS, CUSTOMER_STATUSES, Customer } from '#shared/customer/schema.ts';
import { type JsonObject, textOf, wholeOf } from './json-lines.ts';
import type { TimeUnit } from './time-unit.ts';

export type Units = { since: TimeUnit; lastContact: TimeUnit };
export type Documents = { customer: object; orders: object[]; contacts: object[] };

const UPDATED = '2026-01-01T00:00:00.000Z';
const NO_DAY = '1970-01-01';
const MOST_BITS = 31;

/** A UUID from a text, always the same. */
export function idFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The document id of a customer by the id of the file. */
export function customerId(id: unknown): string {
  return idFrom(`customer ${textOf(id)}`);
}

/** What a region of the file is called in the product. */
export function regionOf(value: unknown): string {
  return `region-${textOf(value) || 'none'}`;
}

export function toDocuments(line: JsonObject, units: Units): Documents {
  const id = customerId(line.id);
  const key = textOf(line.id);
  const envelope = { rev: '1', scope: ['*'], updatedAt: UPDATED, updatedBy: 'eval', pendingSince: '' };
  const { status, attributes } = statusOf(line);
  const at = units.lastContact(wholeOf(line.last_contact) ?? 0);
  const customer = Customer.parse({
    ...envelope,
    id,
    mutationId: idFrom(`mutation ${key}`),
    number: textOf(line.customer_no).slice(0, 20) || `#${key}`.slice(0, 20),
    region: regionOf(line.region),
    teamId: null,
    customerSince: dayOf(units.since, line.since),
    flags: CUSTOMER_FLAGS.filter((_, bit) => hasFlag(line, bit)),
    externalId: null,
    kind: textOf(line.company) && !textOf(line.last) ? 'organisation' : 'person',
    timeZone: '',
    prefix: '',
    given: cut(line.first),
    family: cut(line.last),
    organisation: cut(line.company),
    language: '',
    status,
    attributes: { ...attributes, ...furtherFlags(line) },
    emails: [textOf(line.email).slice(0, CUSTOMER_LIMITS.email)]
      .filter(Boolean)
      .map((address, n) => newEmail({ ...element(key, 'email', n), address })),
    phones: [textOf(line.phone1), textOf(line.phone2)]
      .filter(Boolean)
      .map((number) => number.slice(0, CUSTOMER_LIMITS.phone))
      .map((number, n) => newPhone({ ...element(key, 'phone', n), number })),
    addresses: placeOf(line, key),
    identifiers: [textOf(line.alt_id).slice(0, 80)].filter(Boolean).map((value) => ({
      id: idFrom(`alternate ${key}`),
      kind: 'alternate',
      system: 'eval',
      value,
      primary: true,
    })),
  });
  const numbers = Array.isArray(line.orders) ? line.orders.map(textOf).filter(Boolean) : [];
  return {
    customer: { ...compactCustomer(customer), pendingSince: '' },
    orders: numbers.map((number, n) => order(envelope, id, number, idFrom(`order ${key} ${n}`))),
    contacts:
      (wholeOf(line.last_contact) ?? 0) > 0 ? [contact(envelope, id, at, idFrom(`contact ${key}`))] : [],
  };
}

/** The day as the product writes it; numbers that are no day are none. */
export function dayOf(unit: TimeUnit, value: unknown): string {
  const number = wholeOf(value);
  if (number === null) return NO_DAY;
  const date = unit(number);
  return Number.isNaN(date.getTime()) ? NO_DAY : date.toISOString().slice(0, 10);
}

/** The product has four statuses and five flags; what a file has beyond them becomes an attribute. */
export function statusOf({ status }: JsonObject): { status: string; attributes: Record<string, string> } {
  const number = wholeOf(status);
  const known = number === null ? 'active' : CUSTOMER_STATUSES[number];
  return known
    ? { status: known, attributes: {} }
    : { status: 'active', attributes: { status: String(number) } };
}

/** The product refuses longer names. */
function cut(value: unknown): string {
  return textOf(value).slice(0, CUSTOMER_LIMITS.name);
}

function hasFlag({ flags }: JsonObject, bit: number): boolean {
  return Math.floor((wholeOf(flags) ?? 0) / 2 ** bit) % 2 === 1;
}

function furtherFlags(line: JsonObject): Record<string, boolean> {
  const bits = Array.from({ length: MOST_BITS }, (_, bit) => bit).slice(CUSTOMER_FLAGS.length);
  return Object.fromEntries(bits.filter((bit) => hasFlag(line, bit)).map((bit) => [`flag_${bit}`, true]));
}

function element(key: string, kind: string, n: number) {
  return { id: idFrom(`${kind} ${key} ${n}`), label: '', primary: n === 0 };
}

function placeOf(line: JsonObject, key: string) {
  const [street, city, postcode] = [textOf(line.street), cut(line.city), textOf(line.postcode).slice(0, 20)];
  if (!street && !city && !postcode) return [];
  const lines = street ? [street.slice(0, CUSTOMER_LIMITS.line)] : [];
  return [newAddress({ ...element(key, 'address', 0), nickname: '', lines, city, postcode, country: 'ZZ' })];
}

function order(envelope: object, customer: string, number: string, id: string) {
  return {
    ...envelope,
    id,
    mutationId: id,
    customerId: customer,
    type: 'order',
    number,
    status: 'open',
    placedAt: UPDATED,
  };
}

function contact(envelope: object, customer: string, at: Date, id: string) {
  const startedAt = at.toISOString();
  const who = { authorId: 'eval', authorName: 'eval' };
  return {
    ...envelope,
    ...who,
    id,
    mutationId: id,
    customerId: customer,
    channel: 'call',
    direction: 'inbound',
    startedAt,
  };
}
