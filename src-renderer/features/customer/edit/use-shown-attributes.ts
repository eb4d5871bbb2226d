/** The custom attributes that the form shows, as the layout of the user's role has them. */
import { useMemo } from 'react';
import { useEntriesFor } from '#renderer/state/configuration.ts';
import { useMe } from '#renderer/state/session.ts';
import { applyLayout, attributeFields, type LayoutField, type Shown } from '#shared/configuration/layout.ts';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';

export type ShownAttribute = LayoutField & Shown & { definition: AttributeDefinition };

export function useShownAttributes(model: CustomerEditable['model']): readonly ShownAttribute[] {
  const definitions = useEntriesFor(model, 'attribute');
  const layouts = useEntriesFor(model, 'layout');
  const role = useMe()?.role ?? '';
  return useMemo(
    () => applyLayout(attributeFields(definitions, navigator.language), layouts, role, navigator.language),
    [definitions, layouts, role],
  );
}
