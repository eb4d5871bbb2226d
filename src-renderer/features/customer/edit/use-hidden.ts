/** What the layout of the user's role hides of a customer, wherever they are shown. */
import { useMemo } from 'react';
import { useEntriesFor } from '#renderer/state/configuration.ts';
import { useMe } from '#renderer/state/session.ts';
import { type Hidden, hiddenPaths } from '#shared/configuration/hidden.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';

export function useHidden(model: CustomerEditable['model']): Hidden {
  const layouts = useEntriesFor(model, 'layout');
  const role = useMe()?.role ?? '';
  return useMemo(() => hiddenPaths(layouts, role), [layouts, role]);
}
