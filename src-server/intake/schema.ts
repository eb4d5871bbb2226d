/**
 * What middleware sends and gets under `/v1/customers`. Everything but a name and one way to reach the customer may be
 * left out. An element of a list needs no id; with one, it stands for the element that the customer has.
 */
import { z } from 'zod';
import {
  AddressElement,
  EmailElement,
  IdentifierElement,
  PhoneElement,
} from '#shared/customer/contact-points.ts';
import { Business, Demographics, UserProfile } from '#shared/customer/person.ts';
import { Customer, CustomerEditable } from '#shared/customer/schema.ts';
import { Id } from '#shared/sync/envelope.ts';
import { FieldError } from '#shared/sync/protocol.ts';

const made = { id: Id.optional(), primary: z.boolean().optional() };
const label = EmailElement.shape.label.optional();
const place = AddressElement.shape;

type Left<T extends z.ZodRawShape> = {
  [K in keyof T]: z.ZodOptional<T[K] extends z.ZodDefault<infer Inner> ? Inner : T[K]>;
};

/** Fields with a default are left out as well as any other: nothing given is nothing changed. */
function optional<T extends z.ZodRawShape>(shape: T): z.ZodObject<Left<T>, z.core.$strict> {
  const fields = Object.entries(shape).map(([name, type]) => [name, bare(type as z.ZodType).optional()]);
  return z.strictObject(Object.fromEntries(fields) as unknown as Left<T>);
}

function bare(type: z.ZodType): z.ZodType {
  return type instanceof z.ZodDefault ? (type.unwrap() as z.ZodType) : type;
}

/** What was in use before is noted by the server. */
const {
  emails: _e,
  phones: _p,
  addresses: _a,
  identifiers: _i,
  formerPoints: _f,
  ...single
} = CustomerEditable.shape;

export const CustomerInput = z.strictObject({
  ...optional(single).shape,
  demographics: optional(Demographics.shape).optional(),
  business: optional(Business.shape).optional(),
  userProfile: optional(UserProfile.shape).optional(),
  emails: z
    .array(
      z.strictObject({
        ...optional(EmailElement.shape).shape,
        ...made,
        label,
        address: EmailElement.shape.address,
      }),
    )
    .optional(),
  phones: z
    .array(
      z.strictObject({
        ...optional(PhoneElement.shape).shape,
        ...made,
        label,
        number: PhoneElement.shape.number,
      }),
    )
    .optional(),
  addresses: z
    .array(z.strictObject({ ...optional(place).shape, ...made, country: place.country }))
    .optional(),
  identifiers: z
    .array(
      z.strictObject({
        ...optional(IdentifierElement.shape).shape,
        ...made,
        kind: IdentifierElement.shape.kind,
        value: IdentifierElement.shape.value,
      }),
    )
    .optional(),
  /** Where a new customer belongs; must be in the caller's area. Without it, the area of the caller. */
  region: Customer.shape.region.optional(),
  teamId: Id.optional(),
  /** Why, for the version history. */
  why: z.string().max(500).optional(),
});
export type CustomerInput = z.infer<typeof CustomerInput>;

/** By which a request that is sent again is known. */
export const IdempotencyKey = z.string().min(1).max(200);

export const INTAKE_CODES = [
  'invalid',
  'forbidden',
  'notFound',
  'ambiguous',
  'conflict',
  'notReady',
  'restricted',
  'erased',
  'suppressed',
  'idempotencyKeyMissing',
  'idempotencyKeyReused',
] as const;
export type IntakeCode = (typeof INTAKE_CODES)[number];

/** Every refusal of these routes: a code for the program, a sentence for the log, and what is wrong field by field. */
export const IntakeProblem = z.object({
  code: z.enum(INTAKE_CODES),
  message: z.string(),
  fieldErrors: z.array(FieldError),
});
export type IntakeProblem = z.infer<typeof IntakeProblem>;
