/**
 * The customer: one document a customer, so that a save is one write, one conflict check and one audit event.
 *
 * Lists hold elements with their own `id`, which is how they merge; records merge by property. An explicit null or
 * '' means cleared and is sent on; a field that is absent is unknown, to an older desk or to this role. What came
 * after version 1 of the protocol has a default, so that older documents read.
 */
import { z } from 'zod';
import { ConsentElement, KnownIssueElement, PreferenceElement } from '../preference/schema.ts';
import { Attributes, ProfileCode, ProfileResponses } from '../profile/schema.ts';
import { Envelope, Id, Instant } from '../sync/envelope.ts';
import { Account, PartnerAccount } from './account.ts';
import {
  AddressElement,
  EmailElement,
  FormerPoint,
  IdentifierElement,
  PhoneElement,
} from './contact-points.ts';
import { CUSTOMER_LIMITS } from './limits.ts';
import { Business, Demographics, UserProfile } from './person.ts';
import { PHOTO_LIMITS } from './photo.ts';

export const CUSTOMER_STATUSES = ['prospect', 'active', 'inactive', 'restricted'] as const;
export const CUSTOMER_KINDS = ['person', 'businessContact', 'organisation'] as const;
export const REGISTRATIONS = ['registered', 'guest'] as const;
export const CUSTOMER_FLAGS = ['vip', 'fraudWatch', 'deceased', 'doNotServe', 'doNotCall'] as const;

/** The model that a profile was made by, and its version then (`configuration/model.ts`). */
export const ModelUsed = z.object({ code: ProfileCode, version: z.number().int().min(1) });

const name = z.string().max(CUSTOMER_LIMITS.name);

/** What version 1 of the protocol did not have. */
export const CustomerProfile = z.object({
  middle: name.default(''),
  suffix: z.string().max(20).default(''),
  preferredName: name.default(''),
  /** A guest has bought or asked without registering; one who registers keeps everything. */
  registration: z.enum(REGISTRATIONS).default('registered'),
  /** The customer who is the organisation that they act for or belong to; '' where it is text alone. */
  organisationId: z.union([Id, z.literal('')]).default(''),
  model: ModelUsed.nullable().default(null),
  /** A small square WebP as base64 (`photo.ts`), or ''. */
  photo: z.string().max(PHOTO_LIMITS.text).default(''),
  identifiers: z.array(IdentifierElement).max(CUSTOMER_LIMITS.list).default([]),
  /** E-mails and phones of before, the newest last. */
  formerPoints: z.array(FormerPoint).max(CUSTOMER_LIMITS.history).default([]),
  demographics: Demographics.default(() => Demographics.parse({})),
  business: Business.default(() => Business.parse({})),
  userProfile: UserProfile.default(() => UserProfile.parse({})),
  attributes: Attributes.default({}),
  responses: ProfileResponses.default({}),
  preferences: z.array(PreferenceElement).max(CUSTOMER_LIMITS.history).default([]),
  knownIssues: z.array(KnownIssueElement).max(CUSTOMER_LIMITS.list).default([]),
  consents: z.array(ConsentElement).max(CUSTOMER_LIMITS.history).default([]),
});
export type CustomerProfile = z.infer<typeof CustomerProfile>;

/** A profile of which nothing is known. */
export function emptyProfile(): CustomerProfile {
  return CustomerProfile.parse({});
}

/** What a representative may change. Create and edit forms are generated from the registry over it. */
export const CustomerEditable = z.object({
  /** A person, one who acts for an organisation, or the organisation; all that was given can be changed. */
  kind: z.enum(CUSTOMER_KINDS),
  /** IANA time zone, for the customer's local time; '' when unknown. */
  timeZone: z.string().max(60),
  prefix: z.string().max(20),
  given: name,
  family: name,
  organisation: name,
  /** ISO 639-1 language to address the customer in, or ''. */
  language: z.string().max(10),
  status: z.enum(CUSTOMER_STATUSES),
  emails: z.array(EmailElement).max(CUSTOMER_LIMITS.list),
  phones: z.array(PhoneElement).max(CUSTOMER_LIMITS.list),
  addresses: z.array(AddressElement).max(CUSTOMER_LIMITS.history),
  ...CustomerProfile.shape,
});
export type CustomerEditable = z.infer<typeof CustomerEditable>;

export const Customer = Envelope.extend({
  /** Issued by the server, unique, never changes; `T-…` until the server has issued one. */
  number: z.string().min(1).max(20),
  region: z.string().min(1).max(40),
  teamId: Id.nullable(),
  /** Calendar date the customer has been one since, YYYY-MM-DD. */
  customerSince: z.iso.date(),
  flags: z.array(z.enum(CUSTOMER_FLAGS)),
  externalId: z.string().max(80).nullable(),
  /** The temporary number that a desk gave it, for those who wrote it down; '' when there was none. */
  temporaryNumber: z.string().max(20).default(''),
  /** Server-owned; null where no system has told of one. */
  account: Account.nullable().default(null),
  /** Server-owned: changed by a request and nothing else; absent where there is none. */
  partnerAccounts: z.array(PartnerAccount).max(CUSTOMER_LIMITS.list).optional(),
  /** Server-owned: when another system told of them first; absent where a person registered them. */
  signedUpAt: Instant.optional(),
  ...CustomerEditable.shape,
});
export type Customer = z.infer<typeof Customer>;

export const EDITABLE_FIELDS = Object.keys(CustomerEditable.shape) as (keyof CustomerEditable)[];

/** The editable part of a customer, by value. Fields that an older document lacks are empty. */
export function editableOf(customer: unknown): CustomerEditable {
  return CustomerEditable.parse(customer);
}

/** A customer of whom nothing is known yet, as the form for a new one begins. */
export function emptyCustomer(): CustomerEditable {
  const texts = { prefix: '', given: '', family: '', organisation: '', language: '', timeZone: '' };
  const lists = { emails: [], phones: [], addresses: [] };
  return CustomerEditable.parse({ ...texts, ...lists, kind: 'person', status: 'active' });
}
