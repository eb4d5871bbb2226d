/**
 * What the columns of a file mean: the headings of Google Contacts, Outlook and HubSpot exports, and plain ones.
 * A heading that is not known is ignored.
 */

export type NameField = 'prefix' | 'given' | 'middle' | 'family' | 'fullName' | 'organisation' | 'language';
export type AddressPart =
  | 'street'
  | 'extra'
  | 'city'
  | 'state'
  | 'postcode'
  | 'country'
  | 'formatted'
  | 'label';

/** What one column holds. Columns of one `group` belong to the same element. */
export type Column =
  | { kind: 'name'; field: NameField }
  | { kind: 'externalId' }
  | { kind: 'attribute'; key: string }
  | { kind: 'email'; group: string; label: string }
  | { kind: 'phone'; group: string; label: string }
  | { kind: 'label'; group: string }
  | { kind: 'address'; group: string; label: string; part: AddressPart };

const NAMES: Record<NameField, readonly string[]> = {
  prefix: ['name prefix', 'title', 'salutation', 'prefix'],
  given: ['first name', 'given name', 'firstname'],
  middle: ['middle name', 'additional name'],
  family: ['last name', 'family name', 'lastname', 'surname'],
  fullName: ['name', 'full name', 'display name'],
  organisation: [
    'company',
    'company name',
    'associated company',
    'organization name',
    'organization 1 - name',
    'organization',
    'organisation',
  ],
  language: ['language', 'preferred language'],
};

const EXTERNAL_IDS = [
  'record id',
  'record id - contact',
  'contact id',
  'customer id',
  'external id',
  'externalid',
];

const PARTS: Record<string, AddressPart> = {
  street: 'street',
  'street address': 'street',
  address: 'street',
  'street 2': 'extra',
  'street 3': 'extra',
  'street address 2': 'extra',
  'extended address': 'extra',
  'po box': 'extra',
  city: 'city',
  state: 'state',
  region: 'state',
  'state/region': 'state',
  'postal code': 'postcode',
  postcode: 'postcode',
  zip: 'postcode',
  country: 'country',
  'country/region': 'country',
  formatted: 'formatted',
  label: 'label',
  type: 'label',
};

/** Tried in order; the first that knows the heading wins. */
const RULES: ((heading: string) => Column | undefined)[] = [
  attributeColumn,
  nameColumn,
  googleColumn,
  outlookEmail,
  hubspotEmail,
  phoneColumn,
  outlookAddress,
  plainAddress,
];

/** The meaning of each heading, by position; undefined where it is not known. */
export function columnsOf(headings: readonly string[]): (Column | undefined)[] {
  return headings.map((heading) => {
    const known = heading.trim().toLowerCase().replace(/\s+/g, ' ');
    for (const rule of RULES) {
      const column = rule(known);
      if (column) return column;
    }
    return undefined;
  });
}

/** `attributes.shoe_size`: a custom attribute by its key. */
function attributeColumn(heading: string): Column | undefined {
  const [, key] = /^attributes?\.([a-z][a-z0-9_]{1,47})$/.exec(heading) ?? [];
  return key ? { kind: 'attribute', key } : undefined;
}

function nameColumn(heading: string): Column | undefined {
  if (EXTERNAL_IDS.includes(heading)) return { kind: 'externalId' };
  const found = Object.entries(NAMES).find(([, headings]) => headings.includes(heading));
  return found && { kind: 'name', field: found[0] as NameField };
}

/** `E-mail 1 - Value`, `Phone 2 - Label`, `Address 1 - Postal Code`; older exports say Type for Label. */
function googleColumn(heading: string): Column | undefined {
  const [, kind, number, rest = ''] = /^(e-mail|phone|address) (\d+) - (.+)$/.exec(heading) ?? [];
  if (!kind) return undefined;
  const group = `google ${kind} ${number}`;
  if (kind !== 'address') {
    if (rest === 'label' || rest === 'type') return { kind: 'label', group };
    return rest === 'value' ? { kind: kind === 'phone' ? 'phone' : 'email', group, label: '' } : undefined;
  }
  const part = PARTS[rest];
  return part && { kind: 'address', group, label: '', part };
}

/** `E-mail Address`, `E-mail 2 Address`. */
function outlookEmail(heading: string): Column | undefined {
  return /^e-mail( \d)? address$/.test(heading) ? { kind: 'email', group: heading, label: '' } : undefined;
}

function hubspotEmail(heading: string): Column | undefined {
  const plain = ['email', 'e-mail', 'email address', 'additional email addresses', 'work email'].includes(
    heading,
  );
  return plain ? { kind: 'email', group: heading, label: heading === 'work email' ? 'work' : '' } : undefined;
}

/** `Business Phone 2`, `Mobile Phone`, `Phone Number`, `Mobile Phone Number`. Not fax, pager or telex. */
function phoneColumn(heading: string): Column | undefined {
  const pattern =
    /^(?:(business|home|mobile|primary|other|car|company main) )?(?:phone|phone number)(?: \d)?$/;
  const found = pattern.exec(heading);
  const label = found?.[1] === 'business' ? 'work' : (found?.[1] ?? '');
  return found ? { kind: 'phone', group: heading, label } : undefined;
}

/** `Business Street 2`, `Home Postal Code`, `Other Country/Region`. */
function outlookAddress(heading: string): Column | undefined {
  const [, place, rest = ''] = /^(business|home|other) (.+)$/.exec(heading) ?? [];
  const part = place === undefined || rest === 'address' ? undefined : PARTS[rest];
  const label = place === 'business' ? 'Work' : place === 'home' ? 'Home' : 'Other';
  return part && { kind: 'address', group: `outlook ${place}`, label, part };
}

/** `Street Address`, `City`, `Country/Region`. */
function plainAddress(heading: string): Column | undefined {
  const part = PARTS[heading];
  const known = part !== undefined && part !== 'label' && part !== 'formatted' && heading !== 'region';
  return known ? { kind: 'address', group: 'plain', label: '', part } : undefined;
}
