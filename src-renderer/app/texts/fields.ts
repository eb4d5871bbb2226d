/** Words for the fields of the registry: sections, labels, choices, hints and signs of a duplicate. */
import type { DuplicateReason } from '#shared/customer/duplicate.ts';
import type { Field, FieldSection } from '#shared/customer/field-registry.ts';
import type { Hint } from '#shared/customer/hints.ts';
import { FIELD_TEXTS, KIND_TEXTS, REGISTRATION_TEXTS, STATUS_TEXTS } from './customer.ts';
import type { Choice } from './format.ts';

export const SECTION_TEXTS: Record<FieldSection, string> = {
  identity: 'Name',
  contact: 'Contact points',
  addresses: 'Addresses',
  identifiers: 'Numbers elsewhere',
  demographics: 'Demographics',
  business: 'Business profile',
  userProfile: 'User profile',
};

const LABEL_TEXTS: Readonly<Record<string, string>> = {
  ...FIELD_TEXTS,
  'demographics.birth': 'Date of birth',
  'demographics.gender': 'Gender',
  'demographics.maritalStatus': 'Marital status',
  'demographics.householdSize': 'People in the household',
  'demographics.children': 'Children',
  'demographics.incomeBand': 'Income band',
  'demographics.employer': 'Employer',
  'demographics.interests': 'Interests',
  'demographics.orderedBefore': 'Has ordered before',
  'business.jobTitle': 'Job title',
  'business.department': 'Department',
  'business.orgUnit': 'Unit',
  'business.employeeId': 'Employee ID',
  'business.alternateId': 'Alternate ID',
  'business.employeeType': 'Employee type',
  'business.manager': 'Manager',
  'business.assistant': 'Assistant',
  'business.requisitionerId': 'Requisitioner ID',
  'business.taxId': 'Tax ID',
  'userProfile.displayName': 'Shown as',
  'userProfile.description': 'About',
  'userProfile.currency': 'Currency',
  'userProfile.preferredDelivery': 'Delivery',
  'userProfile.measure': 'Units of measure',
  'userProfile.takesSms': 'Takes text messages',
};

/** The label of a field; one that an administrator gave it stands as it is. */
export function labelText(label: string): string {
  return LABEL_TEXTS[label] ?? label;
}

const CHOICE_TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: KIND_TEXTS,
  registration: REGISTRATION_TEXTS,
  status: STATUS_TEXTS,
  'demographics.gender': { female: 'Female', male: 'Male', other: 'Other', notGiven: 'Not to be said' },
  'demographics.maritalStatus': {
    single: 'Single',
    married: 'Married',
    partnership: 'Partnership',
    divorced: 'Divorced',
    widowed: 'Widowed',
  },
  'demographics.incomeBand': { low: 'Low', middle: 'Middle', high: 'High', notGiven: 'Not to be said' },
  'userProfile.preferredDelivery': { standard: 'Standard', express: 'Express', pickup: 'Pick-up' },
  'userProfile.measure': { metric: 'Metric', imperial: 'Imperial' },
};

/** What a value of a field with choices is called. */
export function choiceText(path: string, value: string): string {
  return CHOICE_TEXTS[path]?.[value] ?? value;
}

/** The choices of a field that name something; nothing chosen is no choice. */
export function choicesOf({ path, choices = [] }: Pick<Field, 'path' | 'choices'>): Choice[] {
  return choices.filter(Boolean).map((value) => ({ value, label: choiceText(path, value) }));
}

/** What is odd, and that it can be saved all the same. */
export function hintText({ code, suggestion }: Pick<Hint, 'code' | 'suggestion'>): string {
  if (code === 'emailTypo') return `Is ${suggestion} meant?`;
  if (code === 'postcode')
    return 'This does not look like a postcode of that country. A new one is saved with the reason why it is right.';
  if (code === 'phoneNoCountry')
    return 'Add the country, such as +44, so that it can be dialled. It can be saved.';
  if (code === 'phoneImpossible') return 'Too short or too long for a phone number of its country.';
  return 'No such number is known in that country. It can be saved if it can be dialled.';
}

export const DUPLICATE_TEXTS: Record<DuplicateReason, string> = {
  identifier: 'same number elsewhere',
  email: 'same e-mail',
  phone: 'same phone',
  nameAndBirth: 'same name and date of birth',
  nameAndPostcode: 'same name and postcode',
  organisation: 'same organisation',
  name: 'same name',
};

export const ADDRESS_TYPE_TEXTS = {
  shipping: 'Shipping',
  billing: 'Billing',
  home: 'Home',
  work: 'Work',
  registered: 'Registered office',
} as const;

export const IDENTIFIER_TEXTS = {
  external: 'External ID',
  alternate: 'Alternate number',
  loyalty: 'Loyalty number',
  logon: 'Logon ID',
} as const;

export const VERIFIED_TEXTS = {
  call: 'by call',
  code: 'by code',
  document: 'by document',
  other: 'otherwise',
} as const;

/** What is offered for why a change was made; anything else may be typed. */
export const WHY_CHOICES = ['Customer said', 'Document', 'Correction', 'Returned mail'];
