/** The fields of a customer as the layout of the user's role shows them, in forms and on the page. */

import { useMemo } from 'react';
import { useLayouts } from '#renderer/state/layouts.ts';
import { applyLayout } from '#shared/configuration/layout.ts';
import { FIELDS } from '#shared/customer/field-registry.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import type { ShownField } from './field.ts';

type Model = CustomerEditable['model'];

export function useShownFields(model: Model): readonly ShownField[] {
  const { layouts, role } = useLayouts(model);
  return useMemo(() => applyLayout(FIELDS, layouts, role, navigator.language), [layouts, role]);
}
