/** What layouts hide from a role (FEATURES C14), wherever a customer is shown and not only in forms. Pure. */
import type { FieldChange } from '../changes/schema.ts';
import type { FormerPoint } from '../customer/contact-points.ts';
import { layoutEntries } from './layout.ts';
import type { Layout } from './schema.ts';

/** The paths that the layouts hide from a role. */
export type Hidden = ReadonlySet<string>;

const FIELD_OF_FORMER: Record<FormerPoint['kind'], string> = { email: 'emails', phone: 'phones' };

export function hiddenPaths(layouts: readonly Layout[], role: string): Hidden {
  const entries = [...layoutEntries(layouts, role).values()];
  return new Set(entries.filter(({ hidden }) => hidden).map(({ path }) => path));
}

/** True for a hidden field, and for an element or a property of one. */
export function isHidden(hidden: Hidden, path: string): boolean {
  const names = path.split('.');
  return names.some((_name, at) => hidden.has(names.slice(0, at + 1).join('.')));
}

/** The changes of a version without those of hidden fields. A former e-mail or phone is as hidden as those that are used. */
export function shownChanges(changes: readonly FieldChange[], hidden: Hidden): FieldChange[] {
  return changes.filter(({ path, from, to }) => {
    const former = path.startsWith('formerPoints.') ? ((to ?? from) as Partial<FormerPoint>) : null;
    return !isHidden(hidden, former?.kind ? FIELD_OF_FORMER[former.kind] : path);
  });
}

/** What a row of a list shows of fields of a customer. */
type Row = Record<'organisation' | 'email' | 'phone' | 'city' | 'postcode', string>;
const FIELD_OF_ROW: Record<keyof Row, string> = {
  organisation: 'organisation',
  email: 'emails',
  phone: 'phones',
  city: 'addresses',
  postcode: 'addresses',
};

/** The row of a list with what is hidden left empty. Who is found is not changed by it. */
export function shownRow<T extends Row>(row: T, hidden: Hidden): T {
  const left = Object.entries(FIELD_OF_ROW).filter(([, path]) => hidden.has(path));
  return left.length === 0 ? row : { ...row, ...Object.fromEntries(left.map(([name]) => [name, ''])) };
}

/** The customer with hidden texts left empty: for headings that are made of several fields. Never for a form. */
export function withoutHidden<T extends object>(customer: T, hidden: Hidden): T {
  const shown = Object.entries(customer).map(([name, value]) => [
    name,
    typeof value === 'string' && hidden.has(name) ? '' : value,
  ]);
  return Object.fromEntries(shown) as T;
}
