/**
 * How fields are shown to a role, with what it does not read: that is hidden like what a layout hides, so that forms, cards,
 * versions, filters and saves need to know of one thing only. Pure.
 *
 * Invariant: no layout shows what the role does not read.
 */
import { CLASSED_PATHS, readsOf } from '../permission/field-classes.ts';
import { ROLES, type Role } from '../permission/roles.ts';
import type { AttributeDefinition, Layout } from './schema.ts';

/** The layouts, and one that hides from the role what it does not read. Of no role nothing is hidden. */
export function layoutsFor(
  layouts: readonly Layout[],
  definitions: readonly AttributeDefinition[],
  role: string,
): Layout[] {
  return [...layouts, unreadLayout(role, definitions)];
}

/** The paths of fields and of attributes that the role does not read; of no role there are none. */
export function unreadPaths(role: string, definitions: readonly AttributeDefinition[]): string[] {
  if (!isRole(role)) return [];
  const reads = readsOf(role, definitions);
  const paths = [...CLASSED_PATHS, ...definitions.map(({ key }) => `attributes.${key}`)];
  return paths.filter((path) => !reads(path));
}

/** The last one of a role has the last word. */
function unreadLayout(role: string, definitions: readonly AttributeDefinition[]): Layout {
  const hidden = { hidden: true, readOnly: false, required: false, label: '', order: 0 };
  return {
    kind: 'layout',
    role,
    fields: unreadPaths(role, definitions).map((path) => ({ path, ...hidden })),
  };
}

function isRole(role: string): role is Role {
  return (ROLES as readonly string[]).includes(role);
}
