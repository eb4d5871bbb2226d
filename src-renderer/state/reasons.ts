/** The codes that administrators defined for why something is done. */
import { useMemo } from 'react';
import type { ReasonCode } from '#shared/configuration/schema.ts';
import { useEntries } from './configuration.ts';

export type Reason = { value: string; label: string };

/** The active codes of a list, in their order; empty where none is defined. */
export function useReasons(list: ReasonCode['list']): Reason[] {
  const entries = useEntries('reason');
  return useMemo(
    () =>
      entries
        .filter((entry) => entry.list === list && entry.active)
        .toSorted((a, b) => a.order - b.order || a.label.localeCompare(b.label))
        .map(({ code, label }) => ({ value: code, label })),
    [entries, list],
  );
}

/** What a code says: its label, also of one that is not offered any more; the code itself where it is unknown. */
export function useReasonText(list: ReasonCode['list']): (code: string) => string {
  const entries = useEntries('reason');
  return useMemo(() => {
    const labels = new Map(
      entries.filter((entry) => entry.list === list).map(({ code, label }) => [code, label]),
    );
    return (code) => labels.get(code) ?? code;
  }, [entries, list]);
}

/** What is to be done for a tickler of this reason; '' where nothing is said. */
export function useProcedure(code: string): string {
  const entries = useEntries('reason');
  return entries.find((entry) => entry.list === 'tickler' && entry.code === code)?.text ?? '';
}
