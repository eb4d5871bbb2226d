/** The custom attributes that the form shows, as the layout of the user's role has them. */
import { useMemo, useState } from 'react';
import { useEntriesFor } from '#renderer/state/configuration.ts';
import { useLayouts } from '#renderer/state/layouts.ts';
import {
  applyLayout,
  attributeFields,
  type LayoutField,
  leftAttributeFields,
  type Shown,
} from '#shared/configuration/layout.ts';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { isEmpty } from '#shared/profile/attribute-value.ts';

export type ShownAttribute = LayoutField & Shown & { definition: AttributeDefinition };

/** Those in use, then what the customer has of those that were archived; that stays while it is emptied in the form. */
export function useShownAttributes({
  model,
  attributes,
}: Pick<CustomerEditable, 'model' | 'attributes'>): readonly ShownAttribute[] {
  const definitions = useEntriesFor(model, 'attribute');
  const { layouts, role } = useLayouts(model);
  const [heldAtFirst] = useState(() => keysWithValue(attributes));
  return useMemo(() => {
    const held = new Set([...heldAtFirst, ...keysWithValue(attributes)]);
    const language = navigator.language;
    return [attributeFields(definitions, language), leftAttributeFields(definitions, held, language)].flatMap(
      (fields) => applyLayout(fields, layouts, role, language),
    );
  }, [definitions, layouts, role, heldAtFirst, attributes]);
}

function keysWithValue(attributes: CustomerEditable['attributes']): string[] {
  return Object.keys(attributes).filter((key) => !isEmpty(attributes[key]));
}
