/** Words for what a customer is made of. */
import type { FieldIssue } from '#shared/api/errors.ts';
import type { Account } from '#shared/customer/account.ts';
import type { Customer, CustomerEditable } from '#shared/customer/schema.ts';

type Flag = Customer['flags'][number];

export const STATUS_TEXTS: Record<Customer['status'], string> = {
  prospect: 'Prospect',
  active: 'Active',
  inactive: 'Inactive',
  restricted: 'Restricted',
};

export const FLAG_TEXTS: Record<Flag, string> = {
  vip: 'VIP',
  fraudWatch: 'Fraud watch',
  deceased: 'Deceased',
  doNotServe: 'Do not serve',
  doNotCall: 'Do not call',
};

export const ACCOUNT_STATE_TEXTS: Record<Account['state'], string> = {
  none: 'No account',
  enabled: 'Enabled',
  disabled: 'Disabled',
  locked: 'Locked after failed sign-ins',
};

export const KIND_TEXTS: Record<Customer['kind'], string> = {
  person: 'Person',
  businessContact: 'Business contact',
  organisation: 'Organisation',
};

export const REGISTRATION_TEXTS: Record<Customer['registration'], string> = {
  registered: 'Registered',
  guest: 'Guest',
};

export const FIELD_TEXTS: Record<keyof CustomerEditable, string> = {
  kind: 'Kind',
  timeZone: 'Time zone',
  prefix: 'Prefix',
  given: 'Given name',
  family: 'Family name',
  organisation: 'Organisation',
  language: 'Language',
  status: 'Status',
  emails: 'E-mails',
  phones: 'Phones',
  addresses: 'Addresses',
  middle: 'Middle name',
  suffix: 'Suffix',
  preferredName: 'Preferred name',
  registration: 'Registration',
  organisationId: 'Belongs to',
  model: 'Profile model',
  formerPoints: 'Former e-mails and phones',
  photo: 'Photo',
  identifiers: 'Numbers',
  demographics: 'Demographics',
  business: 'Business profile',
  userProfile: 'User profile',
  attributes: 'Custom attributes',
  responses: 'Profile',
  preferences: 'Preferences',
  knownIssues: 'Known issues',
  consents: 'Consents',
};

export const ISSUE_TEXTS: Record<FieldIssue['code'], string> = {
  required: 'This is needed to save.',
  tooLong: 'This is too long.',
  email: 'This is not an e-mail address, such as name@example.org.',
  phone: 'This is not a phone number. Digits, spaces, + ( ) - / . are fine.',
  phoneImpossible:
    'This phone number is too short or too long for its country. Look at the digits again; a number of another country begins with + and its code.',
  country: 'Choose a country.',
  oddPostcode: 'The postcode does not look like one of that country: say why it is right.',
  duplicate: 'This is in the list twice.',
  control: 'This holds characters that cannot be saved. Type it again instead of pasting it.',
  format: 'This does not have the right form.',
  date: 'There is no such day.',
  future: 'This day has not come yet.',
  tooOld: 'This is more than 120 years ago. Look at the year again.',
  underAge: 'This person is too young to be a customer. Nothing can be saved with this date of birth.',
  unreachable: 'Give at least an e-mail, a phone, an address or a number of another system.',
  cardNumber: 'This holds a payment card number, which must not be kept. Take it out.',
  notReadable: 'Your role does not see this field and cannot change it.',
  notOffered: 'This answer is not offered any more. Choose another one.',
  unknownAttribute: 'This field is not defined, or not in use any more.',
  typeMismatch: 'This is not the kind of value that the field takes.',
  range: 'This is outside what is allowed here.',
  immutable: 'This cannot change once it is in use.',
  inUse: 'Customers have this answer. Archive it instead.',
  oneDefault: 'Only one response can be the default. Take it from the other one first.',
  onePrimary: 'Only one of these can be primary. Choose the one to use first.',
  taken: 'Another customer has this. Find out whose it is.',
  readOnly: 'This may not be changed by your role. Put it back as it was.',
  cannotHide: 'This is needed to save, so it cannot be hidden.',
  keepPrimary: 'The primary number cannot be deleted. Make another one primary first.',
  loop: 'An organisation cannot belong to itself, nor to one that belongs to it.',
  modelUnknown:
    'This computer does not have the profile model of this customer yet. It comes with the next sync; then this can be changed.',
  openOrder: 'An order that is under way goes to this address. It stays until the order is delivered.',
  photo: 'This is not a photo that can be kept. Choose the picture again.',
  directoryOwned:
    'The system that keeps the account gives the logon ID. It is changed there, and comes here by itself.',
  notInEdition:
    'Custom profiles are not in your edition, or no more: what is there is kept. Put it back as it was.',
  reserved: 'This name is taken by a field of Callbook. Choose another one.',
};

/** Why a file that was chosen makes no photo; `make-photo.ts` says which. */
export const PHOTO_PROBLEM_TEXTS = {
  notPicture: 'This file is no picture that can be used. Choose a PNG, a JPEG or a WebP.',
  tooBig: 'This picture is too big. Choose one of up to 10 MB and 50 megapixels.',
  broken: 'This picture cannot be opened: it seems to be damaged. Choose another one.',
} as const;

/** What is said where a customer has neither name nor organisation, as a family name may be missing. */
export const NAMELESS_TEXT = 'Give a name or an organisation.';

const PROPERTY_TEXTS: Record<string, string> = {
  address: 'address',
  number: 'number',
  label: 'label',
  primary: 'which one is primary',
  nickname: 'label',
  lines: 'street',
  city: 'city',
  postcode: 'postcode',
  country: 'country',
};

/** The fields of other documents are spoken of in the sync centre only. */
const ALL_FIELD_TEXTS: Record<string, string> = { ...FIELD_TEXTS, text: 'Comment' };

/** A field path, such as `emails.<id>.address`, in words. Unknown parts are said as they are. */
export function fieldText(path: string): string {
  const [field = '', ...rest] = path.split('.');
  const name = ALL_FIELD_TEXTS[field] ?? field;
  const property = rest.map((part) => PROPERTY_TEXTS[part]).find(Boolean);
  return property ? `${name}: ${property}` : name;
}

/** The fields of several paths, each once, as a list in words. */
export function fieldsText(paths: readonly string[]): string {
  // They only ever change with an e-mail or a phone, which is named.
  const told = paths.filter((path) => !path.startsWith('formerPoints'));
  const named = told.length > 0 ? told : paths;
  return new Intl.ListFormat('en').format([...new Set(named.map(fieldText))]);
}
