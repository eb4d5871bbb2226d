/**
 * Values of custom attributes (FEATURES D1, D5): the type of each, and what a customer may be saved with. The form, main
 * and the server ask the same function. Pure.
 *
 * Invariant: what a save does not change is never judged, so that no rule made later keeps an old customer from being
 * saved. An attribute that is not active, or not defined, takes no value where there was none; one that was archived can be
 * changed where a customer has it.
 */
import { z } from 'zod';
import type { FieldIssue } from '../api/errors.ts';
import type { AttributeDefinition } from '../configuration/schema.ts';
import { emailIssue, hasForbiddenCharacters, phoneIssue } from '../customer/validate.ts';
import { same } from '../sync/three-way.ts';
import type { Attributes, AttributeValue } from './schema.ts';

type Code = FieldIssue['code'];
type Check = (value: AttributeValue, definition: AttributeDefinition, before: AttributeValue) => Code | null;

const LINE_LIMIT = 255;
const TEXT_LIMIT = 2000;
/** An amount with its currency, such as `12.50 EUR`. */
const MONEY = /^-?\d{1,15}(?:\.\d{1,4})? [A-Z]{3}$/u;
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,9})?$/u;

/** One check a type: the value is of the type and within what the definition allows. */
const CHECKS: Record<AttributeDefinition['type'], Check> = {
  string: (value, { maxLength }) => textIssue(value, maxLength ?? LINE_LIMIT, false),
  text: (value, { maxLength }) => textIssue(value, maxLength ?? TEXT_LIMIT, true),
  integer: (value, definition) =>
    Number.isSafeInteger(value) ? rangeIssue(Number(value), definition) : 'typeMismatch',
  decimal: (value, definition) =>
    typeof value === 'string' && DECIMAL.test(value) ? rangeIssue(Number(value), definition) : 'typeMismatch',
  boolean: (value) => (typeof value === 'boolean' ? null : 'typeMismatch'),
  date: (value) => (z.iso.date().safeParse(value).success ? null : 'typeMismatch'),
  datetime: (value) => (z.iso.datetime({ offset: true }).safeParse(value).success ? null : 'typeMismatch'),
  enum: (value, { options }, before) =>
    typeof value === 'string' ? optionIssue([value], options, [before]) : 'typeMismatch',
  multiEnum: (value, { options }, before) => {
    if (!Array.isArray(value) || new Set(value).size < value.length) return 'typeMismatch';
    return optionIssue(value, options, Array.isArray(before) ? before : []);
  },
  email: (value) => (typeof value === 'string' ? emailIssue(value) : 'typeMismatch'),
  phone: (value) => (typeof value === 'string' ? phoneIssue(value) : 'typeMismatch'),
  url: (value) =>
    z.url({ protocol: /^https?$/u }).safeParse(value).success
      ? textIssue(value, TEXT_LIMIT, false)
      : 'typeMismatch',
  money: (value, definition) =>
    typeof value === 'string' && MONEY.test(value)
      ? rangeIssue(Number(value.split(' ')[0]), definition)
      : 'typeMismatch',
};

/**
 * What keeps the attributes of a customer from being saved, by `attributes.<key>`.
 * @param before the attributes as they are stored; {} for a new customer.
 */
export function attributeIssues(
  after: Attributes,
  before: Attributes,
  definitions: readonly AttributeDefinition[],
): FieldIssue[] {
  const known = new Map(definitions.map((definition) => [definition.key, definition]));
  const changed = Object.keys({ ...before, ...after }).filter(
    (key) => !same(after[key] ?? null, before[key] ?? null),
  );
  if (changed.length === 0) return [];
  const missing = definitions.filter(
    ({ key, state, required }) => state === 'active' && required && isEmpty(after[key] ?? null),
  );
  return [
    ...changed.flatMap((key) =>
      issueAt(key, valueIssue(known.get(key), after[key] ?? null, before[key] ?? null)),
    ),
    ...missing.flatMap(({ key }) => issueAt(key, 'required')),
  ];
}

/** The definitions that a form asks for, in the order of their labels. */
export function activeAttributes(definitions: readonly AttributeDefinition[]): AttributeDefinition[] {
  return definitions
    .filter(({ state }) => state === 'active')
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en') || (a.key < b.key ? -1 : 1));
}

/**
 * The attributes of a save with what the definitions say a custom profile begins with: for the first one of a customer, and
 * only where nothing was said of the attribute.
 */
export function withDefaults(
  after: Attributes,
  before: Attributes,
  definitions: readonly AttributeDefinition[],
): Attributes {
  const isFirst = Object.keys(before).length === 0 && Object.values(after).some((value) => !isEmpty(value));
  if (!isFirst) return after;
  const missing = activeAttributes(definitions).filter(
    ({ key, defaultValue }) => !(key in after) && !isEmpty(defaultValue),
  );
  return { ...after, ...Object.fromEntries(missing.map(({ key, defaultValue }) => [key, defaultValue])) };
}

/** What is wrong with a value of one attribute, or null. */
export function valueIssue(
  definition: AttributeDefinition | undefined,
  value: AttributeValue,
  before: AttributeValue,
): Code | null {
  if (!definition) return 'unknownAttribute';
  if (isEmpty(value)) return null;
  const isLeft = definition.state === 'archived' && !isEmpty(before);
  if (definition.state !== 'active' && !isLeft) return 'unknownAttribute';
  return CHECKS[definition.type](value, definition, before);
}

/** True for a value that says nothing; an entry of an older version has none for what came later. */
export function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function textIssue(value: AttributeValue, limit: number, lines: boolean): Code | null {
  if (typeof value !== 'string') return 'typeMismatch';
  if (hasForbiddenCharacters(value) || (!lines && /[\r\n]/u.test(value))) return 'control';
  return value.length > limit ? 'tooLong' : null;
}

function rangeIssue(value: number, { min, max }: AttributeDefinition): Code | null {
  return (min !== null && value < min) || (max !== null && value > max) ? 'range' : null;
}

/** An archived option may stay where it was, and goes nowhere else. */
function optionIssue(
  values: readonly string[],
  options: AttributeDefinition['options'],
  before: readonly AttributeValue[],
): Code | null {
  const isOffered = (value: string) => options.some(({ key, archived }) => key === value && !archived);
  return values.every((value) => isOffered(value) || before.includes(value)) ? null : 'notOffered';
}

function issueAt(key: string, code: Code | null): FieldIssue[] {
  return code === null ? [] : [{ path: `attributes.${key}`, code }];
}
