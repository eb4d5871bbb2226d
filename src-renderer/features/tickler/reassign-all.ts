/**
 * Giving several ticklers to somebody. Invariant: what was given is not given again, however often it is tried; an answer
 * that was lost is asked for under the same id.
 */
import type { TicklerView } from '#shared/api/tickler.ts';

/** What was begun and not answered yet: the id of the step, by tickler. */
export type Begun = Map<string, string>;

/**
 * Reassigns one after the other and tells of each that is done. Throws what the first that fails throws; the others before
 * it are done.
 */
export async function reassignAll(
  chosen: readonly Pick<TicklerView, 'id'>[],
  begun: Begun,
  newId: () => string,
  reassign: (which: { id: string; actionId: string }) => Promise<void>,
  onDone: (id: string) => void,
): Promise<void> {
  for (const { id } of chosen) {
    const actionId = begun.get(id) ?? newId();
    begun.set(id, actionId);
    await reassign({ id, actionId });
    begun.delete(id);
    onDone(id);
  }
}
