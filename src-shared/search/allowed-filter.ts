/** Which conditions of a filter a role may ask. Pure. */
import { type Hidden, hiddenPaths } from '../configuration/hidden.ts';
import { layoutsFor } from '../configuration/role-layouts.ts';
import {
  type AttributeDefinition,
  type ConfigurationEntry,
  definitionsIn,
  layoutsIn,
} from '../configuration/schema.ts';
import type { Filter } from './filter.ts';

/** The attributes that a role can find customers by: active, marked searchable, and not hidden from it. */
export function searchableAttributes(
  entries: readonly ConfigurationEntry[],
  role: string,
): AttributeDefinition[] {
  const hidden = hiddenIn(entries, role);
  return definitionsIn(entries).filter(
    ({ key, searchable, state }) => searchable && state === 'active' && !hidden.has(`attributes.${key}`),
  );
}

/**
 * The filter, with a condition that nobody meets in place of each on what the role cannot find customers by: what must not be
 * searched is not hinted at, by no count either, and a kept search opens after an attribute was archived.
 */
export function searchableOnly(filter: Filter, entries: readonly ConfigurationEntry[], role: string): Filter {
  const keys = new Set(searchableAttributes(entries, role).map(({ key }) => key));
  const hidden = hiddenIn(entries, role);
  const only = (part: Filter): Filter => {
    if ('all' in part) return { all: part.all.map(only) };
    if ('any' in part) return { any: part.any.map(only) };
    const isWithheld =
      (part.field === 'attribute' && !keys.has(part.key)) ||
      (part.field === 'organisation' && hidden.has('organisationId'));
    return isWithheld ? { any: [] } : part;
  };
  return only(filter);
}

function hiddenIn(entries: readonly ConfigurationEntry[], role: string): Hidden {
  return hiddenPaths(layoutsFor(layoutsIn(entries), definitionsIn(entries), role), role);
}
