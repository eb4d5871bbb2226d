/** How the fields of a customer are shown to the user's role. */
import { useMemo } from 'react';
import { entriesShown } from '#shared/configuration/model.ts';
import { layoutsFor, unreadPaths } from '#shared/configuration/role-layouts.ts';
import { definitionsIn, type Layout, layoutsIn } from '#shared/configuration/schema.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { useEveryEntry } from './configuration.ts';
import { useMe } from './session.ts';

export type RoleLayouts = { layouts: readonly Layout[]; role: string };

/** The layouts for a customer of the model, and the role; '' where nobody is signed in. */
export function useLayouts(model: CustomerEditable['model']): RoleLayouts {
  const entries = useEveryEntry();
  const role = useMe()?.role ?? '';
  return useMemo(
    () => ({
      layouts: layoutsFor(layoutsIn(entriesShown(model, entries)), definitionsIn(entries), role),
      role,
    }),
    [model, entries, role],
  );
}

/** The paths that the user's role does not read: they are not on this computer. */
export function useUnread(): readonly string[] {
  const entries = useEveryEntry();
  const role = useMe()?.role ?? '';
  return useMemo(() => unreadPaths(role, definitionsIn(entries)), [entries, role]);
}
