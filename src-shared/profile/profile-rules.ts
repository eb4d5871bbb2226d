/**
 * What the configuration says of a customer that is saved: answers, custom attributes and alternate numbers. The form,
 * main and the server ask this one function. Pure; what a save does not change is never judged.
 */
import type { FieldIssue } from '../api/errors.ts';
import { controlsOf } from '../configuration/controls.ts';
import { type ConfigurationEntry, definitionsIn, type ProfileCategory } from '../configuration/schema.ts';
import { externalIdIssues, externalSystems } from '../customer/external-id.ts';
import type { CustomerEditable } from '../customer/schema.ts';
import { alternateIssues } from './alternate.ts';
import { attributeIssues } from './attribute-value.ts';
import type { ProfileResponses } from './schema.ts';

type Profile = Pick<CustomerEditable, 'attributes' | 'responses' | 'identifiers'>;

const NOTHING: Profile = { attributes: {}, responses: {}, identifiers: [] };

/**
 * What keeps the profile from being saved, by path; empty when it may be saved.
 * @param before what is stored, or null for a new customer.
 * @param entries the configuration as it stands where this is asked.
 */
export function profileIssues(
  after: Profile,
  before: Profile | null,
  entries: readonly ConfigurationEntry[],
): FieldIssue[] {
  const { attributes, responses, identifiers } = before ?? NOTHING;
  const definitions = definitionsIn(entries);
  const categories = entries.filter((entry): entry is ProfileCategory => entry.kind === 'category');
  return [
    ...attributeIssues(after.attributes, attributes, definitions),
    ...responseIssues(after.responses, responses, categories),
    ...externalIdIssues(after.identifiers, identifiers, externalSystems(entries)),
    ...alternateIssues(after.identifiers, identifiers, controlsOf(entries).I84),
  ];
}

/**
 * An answer must be one that the category has, archived or not: what a desk answered while it was offered is not lost
 * because it was archived before it was sent. Whether a category is required is for the drawer, whose Cancel may skip it.
 */
function responseIssues(
  after: ProfileResponses,
  before: ProfileResponses,
  categories: readonly ProfileCategory[],
): FieldIssue[] {
  return Object.entries(after).flatMap(([code, { response }]): FieldIssue[] => {
    if (response === null || before[code]?.response === response) return [];
    const category = categories.find((one) => one.code === code);
    const known = category?.responses.some((one) => one.code === response) ?? false;
    return known ? [] : [{ path: `responses.${code}`, code: 'notOffered' }];
  });
}
