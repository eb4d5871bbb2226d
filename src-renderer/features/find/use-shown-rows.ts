/** Rows of customers without what is hidden from the user's role, by the layouts that hold for everybody. */
import { useMemo } from 'react';
import { useLayouts } from '#renderer/state/layouts.ts';
import type { SearchHit } from '#shared/api/search.ts';
import { hiddenPaths, shownRow } from '#shared/configuration/hidden.ts';

/** A row does not say the model of its customer: what only a model hides is in it. */
export function useShownRows(hits: readonly SearchHit[]): readonly SearchHit[] {
  const { layouts, role } = useLayouts(null);
  return useMemo(() => {
    const hidden = hiddenPaths(layouts, role);
    return hits.map((hit) => shownRow(hit, hidden));
  }, [hits, layouts, role]);
}
