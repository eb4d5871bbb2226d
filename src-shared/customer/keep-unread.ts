/**
 * What a role does not read it does not write (DESIGN 9): the stored value stays where nothing, or an empty value, was sent
 * for it, and one that differs is refused, so that nothing is lost silently. Pure.
 *
 * Invariant: a document that was sent as `withoutUnread` gave it, kept over the stored one, is the stored one.
 */
import { CLASSED_PATHS, isRecord, type Reads } from '../permission/field-classes.ts';
import type { FieldError } from '../sync/protocol.ts';
import { same } from '../sync/three-way.ts';

type Values = Record<string, unknown>;

/**
 * The document with the stored values of what is not read.
 * @param stored null for a customer who is being made.
 * @param defaults of attributes, by key: what a first profile begins with is no value that somebody gave.
 * @returns also `notReadable` for each value that was sent for what is not read and is not the stored one.
 */
export function keepUnread(
  stored: object | null,
  sent: Values,
  reads: Reads,
  defaults: Values = {},
): { doc: Values; fieldErrors: FieldError[] } {
  const before = begunWith({ ...stored } as Values, sent, defaults);
  const unread = [...CLASSED_PATHS, ...attributePaths(before), ...attributePaths(sent)].filter(
    (path) => !reads(path),
  );
  const fieldErrors = unread
    .filter((path) => !isNothing(at(sent, path)) && !same(at(sent, path), at(before, path)))
    .map((path) => ({ path, code: 'notReadable' }));
  return { doc: unread.reduce((doc, path) => withValue(doc, path, at(before, path)), sent), fieldErrors };
}

/** True when the customer has a value of what is not read. */
export function holdsUnread(customer: object, reads: Reads): boolean {
  const values = customer as Values;
  return [...CLASSED_PATHS, ...attributePaths(values)].some(
    (path) => !reads(path) && !isNothing(at(values, path)),
  );
}

/** The stored state, with the defaults that were sent where nothing is stored. */
function begunWith(before: Values, { attributes }: Values, defaults: Values): Values {
  if (!isRecord(attributes)) return before;
  const stored = isRecord(before.attributes) ? before.attributes : {};
  const begun = Object.entries(attributes).filter(
    ([key, value]) => isNothing(stored[key]) && key in defaults && same(value, defaults[key]),
  );
  return begun.length === 0 ? before : { ...before, attributes: { ...stored, ...Object.fromEntries(begun) } };
}

function attributePaths({ attributes }: Values): string[] {
  return isRecord(attributes) ? Object.keys(attributes).map((key) => `attributes.${key}`) : [];
}

function at(values: Values, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), values);
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** A property that is no record is left to the schema to refuse. */
function withValue(doc: Values, path: string, value: unknown): Values {
  const [property = '', inner] = path.split('.');
  if (inner === undefined) return value === undefined ? doc : { ...doc, [property]: value };
  const record = doc[property] ?? {};
  if (!isRecord(record)) return doc;
  const { [inner]: _sent, ...others } = record;
  return { ...doc, [property]: value === undefined ? others : { ...record, [inner]: value } };
}
