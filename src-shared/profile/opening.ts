/**
 * When the drawer opens by itself (FEATURES E8 and the reading of the Oracle page in 1.1). Pure.
 *
 * With K87 on, the four conditions are those of the page: a category with responses, a required one unanswered, K87,
 * and a primary alternate number. With K87 off the alternate number is not asked for. E60 off means that a prompt is
 * not wanted at all; a required category with a default never prompts, because the default is used.
 */
import type { ProfileCategory } from '../configuration/schema.ts';
import type { IdentifierElement } from '../customer/contact-points.ts';
import { drawerFields } from './drawer.ts';
import type { ProfileResponses } from './schema.ts';

export type OpeningFacts = {
  categories: readonly ProfileCategory[];
  responses: ProfileResponses;
  identifiers: readonly Pick<IdentifierElement, 'kind' | 'primary'>[];
  /** The control K87: prompt only for customers with an alternate number. */
  k87: boolean;
  /** The control E60: prompt for what is required. */
  e60: boolean;
  /** The user may answer: what only can be looked at is never asked for. */
  mayAnswer: boolean;
};

/** True when the drawer opens by itself for this customer. Once a customer and session is the caller's to keep. */
export function opensByItself(facts: OpeningFacts): boolean {
  const { categories, responses, identifiers, k87, e60, mayAnswer } = facts;
  if (!e60 || !mayAnswer) return false;
  const open = drawerFields(categories, responses).some(
    ({ required, initial }) => required && initial === '',
  );
  return open && (!k87 || hasPrimaryAlternate(identifiers));
}

/** True when one of the identifiers is an alternate number and the primary one. */
export function hasPrimaryAlternate(
  identifiers: readonly Pick<IdentifierElement, 'kind' | 'primary'>[],
): boolean {
  return identifiers.some(({ kind, primary }) => kind === 'alternate' && primary);
}
