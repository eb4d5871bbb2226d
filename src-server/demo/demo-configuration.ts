/** The configuration of the demo: categories and responses, controls, custom attributes and reason codes. */
import { createHash } from 'node:crypto';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import type {
  AttributeDefinition,
  Configuration,
  ConfigurationEntry,
  ReasonCode,
} from '#shared/configuration/schema.ts';
import { EVERYBODY } from '../sync/scope.ts';

const AT = '2026-01-05T08:00:00.000Z';

/** Code, description, and the code of the default response. */
type Answers = [code: string, description: string][];

function category(
  code: string,
  description: string,
  order: number,
  answers: Answers,
  is: { required?: boolean; standard?: string } = {},
): ConfigurationEntry {
  const responses = answers.map(([answer, text], place) => ({
    code: answer,
    description: text,
    order: place,
    active: true,
    isDefault: answer === is.standard,
  }));
  const { required = false } = is;
  return { kind: 'category', code, description, required, order, active: true, responses };
}

function attribute(
  definition: Partial<AttributeDefinition> & { key: string; label: string },
): AttributeDefinition {
  return {
    ...NEW_ATTRIBUTE,
    approvers: ['noor'],
    names: { noor: 'Noor Haddad', devi: 'Devi Raman' },
    proposedBy: 'devi',
    proposedAt: AT,
    approvals: [{ by: 'noor', at: AT, verdict: 'approved', comment: '' }],
    state: 'active',
    activatedAt: AT,
    ...definition,
  };
}

/** Code, label, and the procedure or the text of a template. */
type Reasons = [code: string, label: string, text?: string][];

function reasons(list: ReasonCode['list'], labels: Reasons): ReasonCode[] {
  return labels.map(([code, label, text = ''], order) => ({
    ...{ kind: 'reason', list, code, label },
    ...{ order, active: true, text },
  }));
}

const CATEGORIES: ConfigurationEntry[] = [
  category('AGE', 'Age group', 10, [
    ['U25', 'Under 25'],
    ['25TO44', '25 to 44'],
    ['45TO64', '45 to 64'],
    ['65UP', '65 and over'],
  ]),
  category(
    'HOME',
    'Homeowner',
    20,
    [
      ['OWNER', 'Owns the home'],
      ['RENTER', 'Rents the home'],
      ['UNKNOWN', 'Not known'],
    ],
    { standard: 'UNKNOWN' },
  ),
  category(
    'SOURCE',
    'How they heard of us',
    30,
    [
      ['FRIEND', 'From a friend'],
      ['AD', 'Advertisement'],
      ['SHOP', 'In a shop'],
      ['WEB', 'On the web'],
    ],
    { required: true },
  ),
  category('COLOUR', 'Favourite colour', 40, [
    ['BLUE', 'Blue'],
    ['GREEN', 'Green'],
    ['RED', 'Red'],
    ['YELLOW', 'Yellow'],
  ]),
];

const ATTRIBUTES: ConfigurationEntry[] = [
  attribute({ key: 'loyalty_tier', label: 'Loyalty tier', type: 'enum', options: tiers() }),
  attribute({
    key: 'shoe_size',
    label: 'Shoe size',
    type: 'integer',
    help: 'European size',
    min: 15,
    max: 55,
  }),
  attribute({ key: 'member_card', label: 'Member card', type: 'string', maxLength: 20, searchable: true }),
  attribute({
    key: 'garden',
    label: 'Has a garden',
    type: 'boolean',
    state: 'proposed',
    approvals: [],
    activatedAt: null,
  }),
];

function tiers(): AttributeDefinition['options'] {
  return ['Bronze', 'Silver', 'Gold'].map((label) => ({ key: label.toLowerCase(), label, archived: false }));
}

/** K87 is on: the drawer opens by itself for customers with an alternate number only, as the demo's calls are many. */
const CONTROLS: ConfigurationEntry[] = [
  { kind: 'control', code: 'K87', value: true },
  { kind: 'control', code: 'L37', value: 'SALES' },
  { kind: 'control', code: 'H95', value: 'Member number' },
];

const REASONS: ConfigurationEntry[] = [
  ...reasons('comment', [
    ['ORDER', 'About an order'],
    ['ADDRESS', 'Address or contact'],
    ['PRODUCT', 'Product question'],
    ['COMPLAINT', 'Complaint'],
    ['OTHER', 'Something else'],
  ]),
  ...reasons('wrapUp', [
    ['SOLVED', 'Solved at once'],
    ['CALLBACK', 'Call back agreed'],
    ['ESCALATED', 'Handed on'],
    ['NOREPLY', 'Nobody answered'],
    ['WRONG', 'Wrong number'],
  ]),
  ...reasons('tickler', [
    ['CALL', 'Call the customer back', 'Try three times on different days, then write.'],
    ['DELIVERY', 'Look after a delivery', 'Ask the carrier first, then tell the customer the day.'],
    ['REFUND', 'See to a refund'],
    ['DOCUMENT', 'Send a document'],
  ]),
  ...reasons('template', [
    ['COMPLAINT', 'Complaint', 'What happened:\nWhat the customer wants:\nWhat was agreed:'],
    ['IDENTITY', 'Identity checked', 'Identity checked by: '],
  ]),
];

export const DEMO_CONFIGURATION: readonly Configuration[] = [
  ...CATEGORIES,
  ...CONTROLS,
  ...ATTRIBUTES,
  ...REASONS,
].map((entry, place) => ({
  id: idOf(`entry ${place}`),
  rev: `1-${idOf(`rev ${place}`).slice(0, 8)}`,
  mutationId: idOf(`mutation ${place}`),
  scope: [...EVERYBODY],
  updatedAt: AT,
  updatedBy: 'jamie',
  entry,
}));

/** The same text has the same id in every demo, so that seeding again adds nothing. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(`demo configuration ${text}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
