/** The fields of a customer as the layout of the user's role shows them, in forms and on the page. */
import { useMemo } from 'react';
import { useEntries } from '#renderer/state/configuration.ts';
import { useMe } from '#renderer/state/session.ts';
import { applyLayout } from '#shared/configuration/layout.ts';
import { FIELDS } from '#shared/customer/field-registry.ts';
import type { ShownField } from './field.ts';

export function useShownFields(): readonly ShownField[] {
  const layouts = useEntries('layout');
  const role = useMe()?.role ?? '';
  return useMemo(() => applyLayout(FIELDS, layouts, role), [layouts, role]);
}
