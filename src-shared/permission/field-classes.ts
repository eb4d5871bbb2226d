/**
 * Field classes (DESIGN 9, FEATURES 5.5): how delicate each field of a customer is, and which classes a role reads. Pure.
 *
 * Invariant: what a role does not read is absent from what it is sent, never a masked text in its place; an attribute of
 * which no definition is known is of the strictest class.
 */
import type { FieldChange } from '../changes/schema.ts';
import type { AttributeDefinition } from '../configuration/schema.ts';
import type { Role } from './roles.ts';

export const FIELD_CLASSES = ['basic', 'contact', 'sensitive', 'special'] as const;
export type FieldClass = (typeof FIELD_CLASSES)[number];

/** By path; every other field is basic. */
const CLASS_OF: Readonly<Record<string, FieldClass>> = {
  emails: 'contact',
  phones: 'contact',
  addresses: 'contact',
  formerPoints: 'contact',
  'business.taxId': 'sensitive',
  'demographics.incomeBand': 'sensitive',
};
export const CLASSED_PATHS = Object.keys(CLASS_OF);

const READS: Record<Role, readonly FieldClass[]> = {
  administrator: [],
  auditor: ['basic'],
  csr: ['basic', 'contact'],
  fieldRep: ['basic', 'contact'],
  seniorCsr: ['basic', 'contact', 'sensitive'],
  supervisor: FIELD_CLASSES,
  dataSteward: FIELD_CLASSES,
  privacyOfficer: FIELD_CLASSES,
};

type Classed = Pick<AttributeDefinition, 'key' | 'piiClass'>;
type Values = Record<string, unknown>;

/** True for the path of a field that is read, and for an element or a property of one. */
export type Reads = (path: string) => boolean;

/** True when the role reads fields of the class. */
export function readsClass(role: Role, fieldClass: FieldClass): boolean {
  return READS[role]?.includes(fieldClass) ?? false;
}

/** True when the role reads every class, so that nothing is to be left out. */
export function readsAll(role: Role): boolean {
  return FIELD_CLASSES.every((one) => readsClass(role, one));
}

/** Which paths the role reads. @param definitions of the custom attributes, whatever their state. */
export function readsOf(role: Role, definitions: readonly Classed[]): Reads {
  const classes = new Map(definitions.map(({ key, piiClass }) => [key, piiClass]));
  return (path) => READS[role]?.includes(classOf(path, classes)) ?? false;
}

function classOf(path: string, attributes: ReadonlyMap<string, Classed['piiClass']>): FieldClass {
  const [property = '', inner] = path.split('.');
  if (property === 'attributes' && inner !== undefined) {
    const given = attributes.get(inner) ?? 'special';
    return given === 'none' ? 'basic' : given;
  }
  return CLASS_OF[property] ?? CLASS_OF[`${property}.${inner}`] ?? 'basic';
}

const RECORDS = ['business', 'demographics', 'attributes'];

/** Every customer document has these, of any version of the protocol: unread they are empty. */
const ALWAYS_THERE = ['emails', 'phones', 'addresses'];

/** The customer without what is not read. The one given stays as it is. */
export function withoutUnread<T extends object>(customer: T, reads: Reads): T {
  const shown = Object.entries(customer)
    .filter(([property]) => reads(property) || ALWAYS_THERE.includes(property))
    .map(([property, value]) => [property, reads(property) ? withoutInner(property, value, reads) : []]);
  return Object.fromEntries(shown) as T;
}

/** The changes of a version without those of fields that are not read. */
export function readChanges(changes: readonly FieldChange[], reads: Reads): FieldChange[] {
  return changes
    .filter(({ path }) => reads(path))
    .map((change) => ({
      ...change,
      ...('from' in change && { from: withoutInner(change.path, change.from, reads) }),
      ...('to' in change && { to: withoutInner(change.path, change.to, reads) }),
    }));
}

function withoutInner(property: string, value: unknown, reads: Reads): unknown {
  if (!RECORDS.includes(property) || !isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([inner]) => reads(`${property}.${inner}`)));
}

export function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
