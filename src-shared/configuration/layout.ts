/**
 * Layouts (FEATURES C14): how the fields of a form are shown to a role. What no layout names is shown as built, and a
 * layout adds no right; what it takes away, `layout-save.ts` holds in main and on the server. Pure.
 */
import type { FieldIssue } from '../api/errors.ts';
import { labelIn } from '../profile/attribute-label.ts';
import { activeAttributes, isEmpty } from '../profile/attribute-value.ts';
import type { AttributeDefinition, Layout } from './schema.ts';

/** What a layout can be applied to: an entry of a registry of fields. */
export type LayoutField = { path: string; section: string; label: string };

/** How a field is shown. */
export type Shown = { readOnly: boolean; required: boolean; asText: boolean };

/** Fields that a customer is not saved without. One of the names is enough, but which one nobody knows before. */
const NEEDED_FIELDS: ReadonlySet<string> = new Set(['kind', 'family', 'organisation', 'status']);

/** Fields from which a call or a mail is begun, unless a layout makes them plain text. */
export const REACHING: ReadonlySet<string> = new Set(['phones', 'emails']);

/** Layouts for every role. */
export const ANY_ROLE = '*';

/** The section of custom attributes. */
const ATTRIBUTES_SECTION = 'attributes';

/** The active attributes as fields of a form, in the order of their labels and named in the language. */
export function attributeFields(
  definitions: readonly AttributeDefinition[],
  language = '',
): (LayoutField & { definition: AttributeDefinition })[] {
  return asFields(activeAttributes(definitions), language);
}

/** Every attribute, archived ones too, as fields: for what a customer has a value of and no form asks for any more. */
export function everyAttributeField(
  definitions: readonly AttributeDefinition[],
  language = '',
): (LayoutField & { definition: AttributeDefinition })[] {
  return asFields(
    definitions.toSorted((a, b) => a.label.localeCompare(b.label)),
    language,
  );
}

/** The archived attributes of which the customer has one of the keys, as fields of a form. */
export function leftAttributeFields(
  definitions: readonly AttributeDefinition[],
  keys: ReadonlySet<string>,
  language = '',
): (LayoutField & { definition: AttributeDefinition })[] {
  return everyAttributeField(definitions, language).filter(
    ({ definition: { key, state } }) => state === 'archived' && keys.has(key),
  );
}

function asFields(definitions: readonly AttributeDefinition[], language: string) {
  return definitions.map((definition) => ({
    path: `attributes.${definition.key}`,
    section: ATTRIBUTES_SECTION,
    label: labelIn(definition, language),
    definition,
  }));
}

/** Paths that cannot be saved empty: those of every customer, and required attributes that no default fills in. */
export function neededPaths(definitions: readonly AttributeDefinition[]): Set<string> {
  const required = attributeFields(definitions).filter(
    ({ definition }) => definition.required && isEmpty(definition.defaultValue),
  );
  return new Set([...NEEDED_FIELDS, ...required.map(({ path }) => path)]);
}

/** What the layouts say of each field for a role, by path: the entry for the role wins over that for every role. */
export function layoutEntries(
  layouts: readonly Layout[],
  role: string,
): Map<string, Layout['fields'][number]> {
  return new Map([...entriesFor(layouts, ANY_ROLE), ...entriesFor(layouts, role)]);
}

/**
 * The fields as the role sees them: hidden ones left out, relabelled in the language, and in the order of the layout within their
 * section; sections and what has no entry keep their places.
 */
export function applyLayout<T extends LayoutField>(
  fields: readonly T[],
  layouts: readonly Layout[],
  role: string,
  language = '',
): (T & Shown)[] {
  const entries = layoutEntries(layouts, role);
  const sections = [...new Set(fields.map(({ section }) => section))];
  return sections.flatMap((section) =>
    fields
      .filter((field) => field.section === section)
      .map((field, place) => ({ field, entry: entries.get(field.path), place }))
      .filter(({ entry }) => !entry?.hidden)
      .toSorted((a, b) => (a.entry?.order ?? a.place) - (b.entry?.order ?? b.place) || a.place - b.place)
      .map(({ field, entry }) => ({
        ...field,
        label: (entry && labelIn(entry, language).trim()) || field.label,
        readOnly: entry?.readOnly ?? false,
        required: entry?.required ?? false,
        asText: entry?.asText ?? false,
      })),
  );
}

/**
 * What keeps a layout from being saved: a field twice, one that there is not, or hidden although it must be filled in.
 * @param needed paths that cannot be saved empty.
 */
export function layoutIssues(
  layout: Layout,
  fields: readonly Pick<LayoutField, 'path'>[],
  needed: ReadonlySet<string>,
): FieldIssue[] {
  const known = new Set(fields.map(({ path }) => path));
  const paths = layout.fields.map(({ path }) => path);
  return layout.fields.flatMap(({ path, hidden, readOnly, required, asText }, place): FieldIssue[] => {
    const at = `fields.${place}`;
    if (!known.has(path)) return [{ path: `${at}.path`, code: 'notOffered' }];
    if (paths.indexOf(path) < place) return [{ path: `${at}.path`, code: 'duplicate' }];
    if (asText && !REACHING.has(path)) return [{ path: `${at}.asText`, code: 'notOffered' }];
    const cannotFill = (hidden || readOnly) && (required || needed.has(path));
    return cannotFill ? [{ path: `${at}.hidden`, code: 'cannotHide' }] : [];
  });
}

function entriesFor(layouts: readonly Layout[], role: string): [string, Layout['fields'][number]][] {
  return layouts
    .filter((layout) => layout.role === role)
    .flatMap((layout) =>
      layout.fields.map((entry): [string, Layout['fields'][number]] => [entry.path, entry]),
    );
}
