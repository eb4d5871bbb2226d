/**
 * The rules of the profile drawer (FEATURES E2 to E8), pure: which categories it shows, what each select offers and
 * starts with, what keeps OK from saving, and when the drawer opens by itself.
 *
 * Invariants, each a row of the truth table in drawer.test.ts
 * - A category is shown if and only if it is active and has an active response.
 * - A blank is offered if and only if the category has no default and is not required.
 * - A stored response stands until it is changed, also one that is no longer offered.
 * - A blank answer, given on purpose or not, counts as no answer.
 */
import type { CategoryResponse, ProfileCategory } from '../configuration/schema.ts';
import { displayName } from '../customer/names.ts';
import type { Customer } from '../customer/schema.ts';
import type { ProfileResponses } from './schema.ts';

export const NO_NAME = '(no name)';

/** What a select holds: the code of a response, or '' for blank. */
export type DrawerChoice = { value: string; label: string; legacy: boolean };

export type DrawerField = {
  code: string;
  label: string;
  required: boolean;
  /** The code of the default response, or null; only an active response can be the default. */
  standard: string | null;
  blankOffered: boolean;
  /** In the order of the list, without the blank; a stored response that is no longer offered comes last. */
  choices: DrawerChoice[];
  /** What the select shows first: the stored response, else the default, else '' (not answered). */
  initial: string;
  /** Where `initial` comes from. */
  source: 'stored' | 'default' | 'none';
};

/** The fields of the drawer for a customer's responses, in order; empty when nothing is to be shown. */
export function drawerFields(
  categories: readonly ProfileCategory[],
  responses: ProfileResponses,
): DrawerField[] {
  return shownCategories(categories).map((category) => fieldOf(category, responses[category.code]?.response));
}

/** True when the ⋯ menu offers Profile (E2): at least one category is shown. */
export function isProfileOffered(categories: readonly ProfileCategory[]): boolean {
  return shownCategories(categories).length > 0;
}

/** The active categories that have an active response, in their order. */
export function shownCategories(categories: readonly ProfileCategory[]): ProfileCategory[] {
  return categories
    .filter((category) => category.active && activeResponses(category).length > 0)
    .toSorted((a, b) => a.order - b.order || compare(a.code, b.code));
}

/** The response that is the default: the first active one marked so; null when there is none. */
export function defaultResponse(category: ProfileCategory): CategoryResponse | null {
  return activeResponses(category).find(({ isDefault }) => isDefault) ?? null;
}

export type DrawerTitle = { name: string; number: string; temporary: boolean };

/** The title of the drawer (E3): the name, then the number, which is temporary until the server has issued one. */
export function drawerTitle(
  customer: Pick<Customer, 'prefix' | 'given' | 'family' | 'organisation' | 'number'>,
): DrawerTitle {
  const { number } = customer;
  return { name: displayName(customer).trim() || NO_NAME, number, temporary: number.startsWith('T-') };
}

/** The codes of the required fields that hold no value, in order: while there is one, OK does not save (E7). */
export function unanswered(
  fields: readonly DrawerField[],
  values: Readonly<Record<string, string>>,
): string[] {
  return fields.filter(({ required, code }) => required && !values[code]).map(({ code }) => code);
}

/** Whether a field can be saved with a value: one of its choices, or the blank where it is offered. */
export function isAnswerable(field: DrawerField, value: string): boolean {
  return value === '' ? field.blankOffered : field.choices.some((choice) => choice.value === value);
}

function fieldOf(category: ProfileCategory, stored: string | null | undefined): DrawerField {
  const standard = defaultResponse(category)?.code ?? null;
  const initial = stored || standard || '';
  const source = stored ? 'stored' : standard ? 'default' : 'none';
  return {
    code: category.code,
    label: category.description,
    required: category.required,
    standard,
    blankOffered: standard === null && !category.required,
    choices: choicesOf(category, stored),
    initial,
    source,
  };
}

function choicesOf(category: ProfileCategory, stored: string | null | undefined): DrawerChoice[] {
  const offered = activeResponses(category).map(({ code, description }) => ({
    value: code,
    label: description,
    legacy: false,
  }));
  if (!stored || offered.some(({ value }) => value === stored)) return offered;
  const known = category.responses.find(({ code }) => code === stored);
  return [...offered, { value: stored, label: known?.description ?? stored, legacy: true }];
}

function activeResponses(category: ProfileCategory): CategoryResponse[] {
  return category.responses
    .filter(({ active }) => active)
    .toSorted((a, b) => a.order - b.order || compare(a.code, b.code));
}

/** By code unit, so that every desk shows the same order whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
