/** What the last save in this window changed, for as long as somebody looks whether it is as they meant it. */
import { create } from 'zustand';
import { diffOf } from '#shared/changes/diff.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';

/** Long enough to read a page; after it, a mark would say something that is not new any more. */
const SHOWN_MS = 20_000;

type JustSaved = { customerId: string | null; paths: ReadonlySet<string> };

const NOTHING: JustSaved = { customerId: null, paths: new Set() };
let timer: ReturnType<typeof setTimeout> | undefined;

export const useJustSaved = create<JustSaved>(() => NOTHING);

/** Marks what differs between the two states of a customer, in place of what was marked before. */
export function markSaved(customerId: string, before: CustomerEditable, after: CustomerEditable): void {
  clearTimeout(timer);
  useJustSaved.setState({ customerId, paths: new Set(diffOf(before, after).map(({ path }) => path)) });
  timer = setTimeout(() => useJustSaved.setState(NOTHING), SHOWN_MS);
}

/**
 * Whether the last save changed the field, list element or property at a path such as `emails.<id>`; as the value of the
 * attribute `data-saved`, which marks what has it.
 */
export function useSavedMark(customerId: string): (path: string) => true | undefined {
  const saved = useJustSaved();
  return (path) => (saved.customerId === customerId && saved.paths.has(path)) || undefined;
}
