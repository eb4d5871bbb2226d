/** What every handler of a document that hangs on a customer does alike: who sees it, and what the server writes in it. */
import type { Me } from '#shared/permission/me.ts';
import { findDocument, type Hanging, type HangingDoc } from './document-repository.ts';
import type { ParsedRow, PushContext, PushHandler } from './push-row.ts';
import { inScope, mayPull } from './scope.ts';

type Stored<T> = { doc: T; deleted: boolean };

/** The stored document, where a pull would send it to this user; else null. */
export function visibleDocument<T extends HangingDoc>(
  me: Me,
  collection: Hanging,
  { doc, deleted }: Stored<T>,
): T | null {
  return !deleted && inScope(me, doc.scope) && mayPull(me, collection) ? doc : null;
}

/** How a push of the collection finds the document for its answer. */
export function masterOf(collection: Hanging): PushHandler['master'] {
  return async (client, { me }, id) => {
    const stored = await findDocument<HangingDoc>(client, collection, id);
    return stored ? visibleDocument(me, collection, stored) : null;
  };
}

/** The document as this row leaves it, in the name of the user and by the server's time. */
export function stamped<T extends HangingDoc>(doc: T, context: PushContext, row: ParsedRow, rev: string): T {
  const { me, now } = context;
  const { id, mutationId } = row;
  return { ...doc, id, rev, mutationId, updatedAt: now.toISOString(), updatedBy: me.sub };
}
