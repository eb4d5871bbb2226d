/** E-mail addresses, phones and postal addresses of a customer: lists whose elements merge by `id`. */
import { z } from 'zod';
import { Id, Instant } from '../sync/envelope.ts';
import { CUSTOMER_LIMITS } from './limits.ts';

const label = z.string().max(CUSTOMER_LIMITS.label);

/** Who found out, how and when, that a contact point reaches the customer. */
export const Verified = z.object({
  at: Instant,
  by: z.string().max(120),
  method: z.enum(['call', 'code', 'document', 'other']),
});
export type Verified = z.infer<typeof Verified>;

const pointOfContact = {
  id: Id,
  label,
  primary: z.boolean(),
  verified: Verified.nullable().default(null),
  /** The customer, or a bounce, said not to use it; it is kept so that nobody adds it again. */
  doNotUse: z.boolean().default(false),
  /** Used by more than one person, such as a household: no sign of a duplicate. */
  shared: z.boolean().default(false),
  /** Where the value came from: the reason that was said with the save, shortened; '' where nobody said. */
  source: z.string().max(CUSTOMER_LIMITS.source).default(''),
  /** When the value came into use; null where it was there before this was noted. */
  since: Instant.nullable().default(null),
};

export const EmailElement = z.object({
  ...pointOfContact,
  address: z.string().max(CUSTOMER_LIMITS.email),
});
export type EmailElement = z.infer<typeof EmailElement>;

export const PhoneElement = z.object({
  ...pointOfContact,
  /** As the representative typed it; compared and searched by its digits. */
  number: z.string().max(CUSTOMER_LIMITS.phone),
  /** E.164 form when the number is a possible one in the country it was read in, else ''. */
  e164: z.string().max(16).default(''),
});
export type PhoneElement = z.infer<typeof PhoneElement>;

export const ADDRESS_TYPES = ['shipping', 'billing', 'home', 'work', 'registered'] as const;

export const AddressElement = z.object({
  id: Id,
  nickname: label,
  lines: z.array(z.string().max(CUSTOMER_LIMITS.line)).max(4),
  city: z.string().max(CUSTOMER_LIMITS.name),
  /** State, province or county, where the country's addresses have one. */
  region: z.string().max(CUSTOMER_LIMITS.name).default(''),
  postcode: z.string().max(20),
  /** ISO 3166-1 alpha-2 in upper case. */
  country: z.string().regex(/^[A-Z]{2}$/),
  primary: z.boolean(),
  types: z.array(z.enum(ADDRESS_TYPES)).default([]),
  /** Types for which this is the address to use; at most one address a type. */
  primaryFor: z.array(z.enum(ADDRESS_TYPES)).default([]),
  /** The address that this one took the place of; '' for the first version. */
  replaces: z.union([Id, z.literal('')]).default(''),
  /** When it was closed, by an update or a removal; null while it is current. */
  closedAt: Instant.nullable().default(null),
});
export type AddressElement = z.infer<typeof AddressElement>;

export const IDENTIFIER_KINDS = ['external', 'alternate', 'loyalty', 'logon'] as const;

/** A number by which another system, or the customer, knows this customer. Unique per kind and system. */
export const IdentifierElement = z.object({
  id: Id,
  kind: z.enum(IDENTIFIER_KINDS),
  system: z.string().max(40),
  value: z.string().min(1).max(80),
  primary: z.boolean(),
  /** True when another customer turned out to have it too; somebody must decide. Set by the server. */
  contested: z.boolean().default(false),
});
export type IdentifierElement = z.infer<typeof IdentifierElement>;

/**
 * An e-mail address or phone that was the customer's and is not any more. It has a list of its own, so that nothing that
 * reaches customers ever meets it.
 */
export const FormerPoint = z.object({
  id: Id,
  kind: z.enum(['email', 'phone']),
  value: z.string().max(CUSTOMER_LIMITS.email),
  label,
  /** When it was changed or taken out. */
  closedAt: Instant,
});
export type FormerPoint = z.infer<typeof FormerPoint>;

/** An e-mail address of which nothing is known but what is given. */
export function newEmail(part: z.input<typeof EmailElement>): EmailElement {
  return EmailElement.parse(part);
}

/** A phone of which nothing is known but what is given. */
export function newPhone(part: z.input<typeof PhoneElement>): PhoneElement {
  return PhoneElement.parse(part);
}

/** An address of which nothing is known but what is given. */
export function newAddress(part: z.input<typeof AddressElement>): AddressElement {
  return AddressElement.parse(part);
}
