/** Answers to a push that the desk died over. */
import { getHeightOfRevision, type RxCollection } from 'rxdb/plugins/core';
import type { Replicated, Row } from './push.ts';

/**
 * True when one of these confirmed documents, which RxDB offers for a push, is the answer to an earlier push that RxDB had not
 * noted when the desk died: what was pulled of it since may have been passed over (`landing.ts`). What RxDB pulled itself it
 * marks (downstream.ts, `_meta.o`); what was taken back here has the revision that RxDB knows.
 */
export async function hasUnnoted<T extends Replicated>(
  { storageInstance }: RxCollection<Replicated>,
  rows: readonly Row<T>[],
): Promise<boolean> {
  const changed = rows.filter(
    ({ newDocumentState: now, assumedMasterState: known }) => now.rev !== '' && now.rev !== known?.rev,
  );
  if (changed.length === 0) return false;
  const ids = changed.map(({ newDocumentState }) => newDocumentState.id);
  const stored = await storageInstance.findDocumentsById(ids, true);
  return stored.some(
    ({ pendingSince, _rev, _meta }) => pendingSince === '' && pulledRev(_meta) !== getHeightOfRevision(_rev),
  );
}

/** The height of the revision that RxDB's pull last wrote. */
function pulledRev(meta: object): unknown {
  return (meta as { o?: { _rev?: number } }).o?._rev;
}
