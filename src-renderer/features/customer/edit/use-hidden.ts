/** What is hidden of a customer from the user's role, wherever they are shown. */

import { useMemo } from 'react';
import { useLayouts } from '#renderer/state/layouts.ts';
import { type Hidden, hiddenPaths } from '#shared/configuration/hidden.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';

export function useHidden(model: CustomerEditable['model']): Hidden {
  const { layouts, role } = useLayouts(model);
  return useMemo(() => hiddenPaths(layouts, role), [layouts, role]);
}
