/** Asks, a moment after the last keystroke, which customers on this desk may be the one in the form. */
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import type { Duplicate } from '#shared/api/customer.ts';
import { duplicateQueries } from '#shared/customer/duplicate.ts';
import { type CustomerEditable, CustomerEditable as Schema } from '#shared/customer/schema.ts';

const SETTLE_MS = 250;
const NONE: readonly Duplicate[] = [];

/** The likeliest first; none while nothing tells, or while the form holds what cannot be asked about. `wanted` turns it off. */
export function useDuplicates(id: string, mine: CustomerEditable, wanted = true): readonly Duplicate[] {
  const [found, setFound] = useState(NONE);
  const question = JSON.stringify([
    duplicateQueries(mine),
    mine.addresses,
    mine.demographics.birth,
    mine.kind,
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says all of the form that matters
  useEffect(() => {
    const asked = Schema.safeParse(mine);
    if (!wanted || !asked.success || duplicateQueries(mine).length === 0) return setFound(NONE);
    let isCurrent = true;
    const timer = setTimeout(() => {
      api.customer.duplicates({ id, mine: asked.data }).then(
        (answer) => isCurrent && setFound(answer),
        // No answer is no warning: the form goes on without it, and asks again with the next keystroke.
        () => isCurrent && setFound(NONE),
      );
    }, SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [id, question, wanted]);
  return found;
}
