/**
 * Every field of a customer that a representative may give, at registration and later: the one list from which the form
 * for a new customer and the form for changing one are made, so that both hold the same fields.
 *
 * Invariant: every property of `CustomerEditable` is here or in `OWNED_ELSEWHERE` (a test compares).
 */
import { GENDERS, INCOME_BANDS, MARITAL_STATUSES, MEASURES, PREFERRED_DELIVERIES } from './person.ts';
import { CUSTOMER_KINDS, CUSTOMER_STATUSES, type CustomerEditable, REGISTRATIONS } from './schema.ts';

export const FIELD_SECTIONS = [
  'identity',
  'contact',
  'addresses',
  'identifiers',
  'demographics',
  'business',
  'userProfile',
] as const;
export type FieldSection = (typeof FIELD_SECTIONS)[number];

/** What a field is typed or chosen with. */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'choice'
  | 'language'
  | 'currency'
  | 'timeZone'
  | 'birth'
  | 'count'
  | 'yesNo'
  | 'words'
  | 'emails'
  | 'phones'
  | 'addresses'
  | 'identifiers'
  | 'organisationLink'
  | 'model'
  | 'photo';

export type Field = {
  /** Place in `CustomerEditable`: a property, or a property of one of its records. */
  path: string;
  section: FieldSection;
  kind: FieldKind;
  /** The key of its label among the texts. */
  label: string;
  /** What may be chosen, for `choice`. */
  choices?: readonly string[];
};

type Made = Omit<Field, 'section' | 'label'>;

const text = (path: string): Made => ({ path, kind: 'text' });
const choice = (path: string, choices: readonly string[]): Made => ({ path, kind: 'choice', choices });
const inSection = (section: FieldSection, fields: Made[]): Field[] =>
  fields.map((field) => ({ ...field, section, label: field.path }));

/** In the order of the forms. */
export const FIELDS: readonly Field[] = [
  ...inSection('identity', [
    choice('kind', CUSTOMER_KINDS),
    choice('registration', REGISTRATIONS),
    { path: 'model', kind: 'model' },
    text('prefix'),
    text('given'),
    text('middle'),
    text('family'),
    text('suffix'),
    text('preferredName'),
    text('organisation'),
    { path: 'organisationId', kind: 'organisationLink' },
    { path: 'language', kind: 'language' },
    { path: 'timeZone', kind: 'timeZone' },
    choice('status', CUSTOMER_STATUSES),
  ]),
  ...inSection('contact', [
    { path: 'emails', kind: 'emails' },
    { path: 'phones', kind: 'phones' },
  ]),
  ...inSection('addresses', [{ path: 'addresses', kind: 'addresses' }]),
  ...inSection('identifiers', [{ path: 'identifiers', kind: 'identifiers' }]),
  ...inSection('demographics', [
    { path: 'demographics.birth', kind: 'birth' },
    choice('demographics.gender', GENDERS),
    choice('demographics.maritalStatus', MARITAL_STATUSES),
    { path: 'demographics.householdSize', kind: 'count' },
    { path: 'demographics.children', kind: 'count' },
    choice('demographics.incomeBand', INCOME_BANDS),
    text('demographics.employer'),
    { path: 'demographics.interests', kind: 'words' },
    { path: 'demographics.orderedBefore', kind: 'yesNo' },
  ]),
  ...inSection('business', [
    text('business.jobTitle'),
    text('business.department'),
    text('business.orgUnit'),
    text('business.employeeId'),
    text('business.alternateId'),
    text('business.employeeType'),
    text('business.manager'),
    text('business.assistant'),
    text('business.requisitionerId'),
    text('business.taxId'),
  ]),
  ...inSection('userProfile', [
    { path: 'photo', kind: 'photo' },
    text('userProfile.displayName'),
    { path: 'userProfile.description', kind: 'longText' },
    { path: 'userProfile.currency', kind: 'currency' },
    choice('userProfile.preferredDelivery', PREFERRED_DELIVERIES),
    choice('userProfile.measure', MEASURES),
    { path: 'userProfile.takesSms', kind: 'yesNo' },
  ]),
];

/** Kept too, but given in places of their own, the drawer, custom attributes, preferences and the ledger, or made by a save. */
export const OWNED_ELSEWHERE = [
  'responses',
  'attributes',
  'preferences',
  'knownIssues',
  'consents',
  'formerPoints',
] as const;

type Values = Record<string, unknown>;

/** What the customer holds at the path of a field. */
export function valueAt(customer: CustomerEditable, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Values | undefined)?.[key], customer);
}

/** The part of the customer that puts `value` at the path of a field; the rest of a record stays. */
export function partWith(
  customer: CustomerEditable,
  path: string,
  value: unknown,
): Partial<CustomerEditable> {
  const [property = '', inner] = path.split('.');
  if (inner === undefined) return { [property]: value };
  const record = customer[property as keyof CustomerEditable] as Values;
  return { [property]: { ...record, [inner]: value } };
}
