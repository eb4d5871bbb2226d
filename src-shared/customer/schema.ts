/**
 * The customer: one document a customer, so that a save is one write, one conflict check and one audit event.
 *
 * Lists hold elements with their own `id`, which is how they merge. An explicit null or '' means cleared and
 * is sent on; a field that is absent is unknown or not for this role.
 */
import { z } from 'zod';
import { Envelope, Id } from '../sync/envelope.ts';

export const CUSTOMER_LIMITS = { name: 120, email: 254, phone: 40, line: 200, list: 20, label: 40 } as const;

export const CUSTOMER_STATUSES = ['prospect', 'active', 'inactive', 'restricted'] as const;
export const CUSTOMER_KINDS = ['person', 'businessContact', 'organisation'] as const;
export const CUSTOMER_FLAGS = ['vip', 'fraudWatch', 'deceased', 'doNotServe', 'doNotCall'] as const;

const name = z.string().max(CUSTOMER_LIMITS.name);
const label = z.string().max(CUSTOMER_LIMITS.label);

export const EmailElement = z.object({
  id: Id,
  address: z.string().max(CUSTOMER_LIMITS.email),
  label,
  primary: z.boolean(),
});
export type EmailElement = z.infer<typeof EmailElement>;

export const PhoneElement = z.object({
  id: Id,
  /** As the representative typed it; compared and searched by its digits. */
  number: z.string().max(CUSTOMER_LIMITS.phone),
  label,
  primary: z.boolean(),
});
export type PhoneElement = z.infer<typeof PhoneElement>;

export const AddressElement = z.object({
  id: Id,
  nickname: label,
  lines: z.array(z.string().max(CUSTOMER_LIMITS.line)).max(4),
  city: z.string().max(CUSTOMER_LIMITS.name),
  postcode: z.string().max(20),
  /** ISO 3166-1 alpha-2 in upper case. */
  country: z.string().regex(/^[A-Z]{2}$/),
  primary: z.boolean(),
});
export type AddressElement = z.infer<typeof AddressElement>;

/** What a representative may change in this version. Create and edit forms are generated from it. */
export const CustomerEditable = z.object({
  prefix: z.string().max(20),
  given: name,
  family: name,
  organisation: name,
  /** ISO 639-1 language to address the customer in, or ''. */
  language: z.string().max(10),
  status: z.enum(CUSTOMER_STATUSES),
  emails: z.array(EmailElement).max(CUSTOMER_LIMITS.list),
  phones: z.array(PhoneElement).max(CUSTOMER_LIMITS.list),
  addresses: z.array(AddressElement).max(CUSTOMER_LIMITS.list),
});
export type CustomerEditable = z.infer<typeof CustomerEditable>;

export const Customer = Envelope.extend({
  /** Issued by the server, unique, never changes. */
  number: z.string().min(1).max(20),
  kind: z.enum(CUSTOMER_KINDS),
  region: z.string().min(1).max(40),
  teamId: Id.nullable(),
  /** Calendar date the customer has been one since, YYYY-MM-DD. */
  customerSince: z.iso.date(),
  /** IANA time zone, for the customer's local time; '' when unknown. */
  timeZone: z.string().max(60),
  flags: z.array(z.enum(CUSTOMER_FLAGS)),
  externalId: z.string().max(80).nullable(),
  ...CustomerEditable.shape,
});
export type Customer = z.infer<typeof Customer>;

export const EDITABLE_FIELDS = Object.keys(CustomerEditable.shape) as (keyof CustomerEditable)[];

/** The editable part of a customer, by value. */
export function editableOf(customer: Customer): CustomerEditable {
  return CustomerEditable.parse(customer);
}
