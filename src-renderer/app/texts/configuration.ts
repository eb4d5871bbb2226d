/** Words for what administrators define. */
import type { ControlCode } from '#shared/configuration/controls.ts';
import type { ReadinessPoint } from '#shared/configuration/readiness.ts';
import type { AttributeDefinition, ReasonCode } from '#shared/configuration/schema.ts';

export const CONTROL_TEXTS: Record<ControlCode, { name: string; detail: string }> = {
  K87: {
    name: 'Prompt only with an alternate number',
    detail: 'The profile drawer opens by itself only for customers who have a primary alternate number.',
  },
  L37: {
    name: 'Customer engagement integration',
    detail: 'NONE: not connected. SALES: in batches. INTERACT: each change at once.',
  },
  L51: {
    name: 'Send profile answers to customer engagement',
    detail: 'Works with L37 = INTERACT only.',
  },
  H95: { name: 'Name of the alternate number', detail: 'Shown wherever alternate numbers are.' },
  I84: {
    name: 'Keep the primary alternate number',
    detail: 'It cannot be deleted until another one is made primary.',
  },
  E60: {
    name: 'Prompt for required categories',
    detail: 'Off: the profile drawer never opens by itself.',
  },
  MIN_AGE: {
    name: 'Minimum age',
    detail: 'Youngest age in years at which a customer is registered; 0 for none.',
  },
  APPROVALS: {
    name: 'Approvals of a custom attribute',
    detail: 'How many of the named approvers must approve it; 0 for all of them. One refusal refuses it.',
  },
  SEARCH_MODE: {
    name: 'How customers are found',
    detail:
      'BROWSE: by any part of a name, number or address. EXACT: only by a whole number, phone or e-mail that one customer has.',
  },
  CHANGE_REASON: {
    name: 'Reason for a critical change',
    detail:
      'Asked where a name, an e-mail, the first phone or address, or a tax ID changes. NONE: not asked. ASK: asked; “Customer said” where nothing is given. REQUIRE: not saved without.',
  },
};

export const ATTRIBUTE_TYPE_TEXTS: Record<AttributeDefinition['type'], string> = {
  string: 'Text, one line',
  text: 'Text, several lines',
  integer: 'Whole number',
  decimal: 'Number with decimals',
  boolean: 'Yes or no',
  date: 'Date',
  datetime: 'Date and time',
  enum: 'One of a list',
  multiEnum: 'Several of a list',
  email: 'E-mail address',
  phone: 'Phone number',
  url: 'Web address',
  money: 'Amount of money',
};

export const ATTRIBUTE_STATE_TEXTS: Record<AttributeDefinition['state'], string> = {
  draft: 'Draft',
  proposed: 'Proposed',
  approved: 'Approved',
  active: 'Active',
  archived: 'Archived',
};

export const PII_TEXTS: Record<AttributeDefinition['piiClass'], string> = {
  none: 'Not personal',
  basic: 'Personal',
  contact: 'Contact data',
  sensitive: 'Sensitive',
  special: 'Special category',
};

export const READINESS_TEXTS: Record<ReadinessPoint, { name: string; missing: string }> = {
  customers: { name: 'There are customers', missing: 'Register or load customers first.' },
  attributes: { name: 'Custom attributes are defined', missing: 'Activate at least one attribute.' },
  model: {
    name: 'Every required attribute can be filled in',
    missing: 'A layout hides a required attribute or makes it read-only. Show it again.',
  },
  externalId: {
    name: 'Customers carry external IDs',
    missing: 'Load or give at least one external ID, so that other systems can name customers.',
  },
};

export const REASON_LIST_TEXTS: Record<ReasonCode['list'], string> = {
  comment: 'Reasons of comments',
  wrapUp: 'How contacts end',
  tickler: 'Reasons of ticklers',
  template: 'Templates of notes',
  system: 'Systems of external IDs',
};
