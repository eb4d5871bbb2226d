/**
 * What a layout says of a save (FEATURES C14): main and the server hold it, whatever a form let through. Pure.
 *
 * Invariants, each a property test
 * - What is hidden from a role, by a layout or because it does not read it, or is shown to it read-only, a save of that role
 *   does not change.
 * - What a layout requires is judged where the customer is new or the field was changed: no layout made later keeps an old
 *   customer from being saved.
 */
import type { FieldIssue } from '../api/errors.ts';
import { isCurrent } from '../customer/address-book.ts';
import { FIELDS, partWith, valueAt } from '../customer/field-registry.ts';
import { type CustomerEditable, emptyCustomer } from '../customer/schema.ts';
import { trimmed } from '../customer/trim.ts';
import { isEmpty } from '../profile/attribute-value.ts';
import type { AttributeValue } from '../profile/schema.ts';
import { same } from '../sync/three-way.ts';
import { everyAttributeField, layoutEntries } from './layout.ts';
import { layoutsFor } from './role-layouts.ts';
import { type ConfigurationEntry, definitionsIn, layoutsIn } from './schema.ts';

/**
 * What keeps the customer from being saved by a user of the role, by path.
 * @param before what the change was made on, or null for a new customer.
 */
export function layoutSaveIssues(
  given: CustomerEditable,
  before: CustomerEditable | null,
  entries: readonly ConfigurationEntry[],
  role: string,
): FieldIssue[] {
  const held = heldFields(entries, role);
  if (held.length === 0) return [];
  const after = trimmed(given);
  const former = trimmed(before ?? emptyCustomer());
  const isFirst = Object.keys(former.attributes).length === 0;
  return held.flatMap(({ path, isWithheld, isRequired, defaultValue }): FieldIssue[] => {
    const value = valueAt(after, path) ?? null;
    if (isWithheld && isFirst && !isEmpty(defaultValue) && same(value, defaultValue)) return [];
    const isChanged = !same(value, valueAt(former, path) ?? null);
    if (isWithheld && isChanged) return [{ path, code: 'readOnly' }];
    const isJudged = before === null || isChanged;
    return isRequired && isJudged && isBlank(value) ? [{ path, code: 'required' }] : [];
  });
}

/** The beginning of a new customer without what the role may not give. */
export function withoutWithheld(
  customer: CustomerEditable,
  entries: readonly ConfigurationEntry[],
  role: string,
): CustomerEditable {
  const empty = emptyCustomer();
  let rest = customer;
  for (const { path, isWithheld } of heldFields(entries, role)) {
    if (isWithheld) rest = { ...rest, ...partWith(rest, path, valueAt(empty, path) ?? null) };
  }
  return rest;
}

type Held = {
  path: string;
  isWithheld: boolean;
  isRequired: boolean;
  /** What the first custom profile of a customer begins with there, whoever makes it; null for nothing. */
  defaultValue: AttributeValue;
};

/** The fields there are of which the layouts for the role say something that a save must hold to. */
function heldFields(entries: readonly ConfigurationEntry[], role: string): Held[] {
  const definitions = definitionsIn(entries);
  const layouts = layoutsFor(layoutsIn(entries), definitions, role);
  const attributes = everyAttributeField(definitions);
  const unused = new Set(
    attributes.filter(({ definition }) => definition.state !== 'active').map(({ path }) => path),
  );
  const known = new Set([...FIELDS, ...attributes].map(({ path }) => path));
  const defaults = new Map(attributes.map(({ path, definition }) => [path, definition.defaultValue]));
  return [...layoutEntries(layouts, role).values()]
    .filter(({ path, hidden, readOnly, required }) => known.has(path) && (hidden || readOnly || required))
    .map(({ path, hidden, readOnly, required }) => ({
      path,
      isWithheld: hidden || readOnly,
      isRequired: required && !hidden && !readOnly && !unused.has(path),
      defaultValue: defaults.get(path) ?? null,
    }));
}

/** Closed addresses are no address. */
function isBlank(value: unknown): boolean {
  if (!Array.isArray(value)) return isEmpty(value);
  return value.filter((element) => typeof element !== 'object' || isCurrent(element)).length === 0;
}
