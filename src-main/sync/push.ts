/**
 * The push side of one collection.
 *
 * Invariants
 * - Only documents with `pendingSince` are sent, and only while they have it: whatever else RxDB offers came from the server.
 * - Every row that was sent is answered to RxDB with the server's document, so that the desk holds exactly what
 *   the server holds and never "assumes" an effect. RxDB takes the answer for a conflict and writes it.
 * - What hangs on a customer who was registered here is sent once the server has confirmed the customer.
 * - What took effect and has left the scope since leaves the desk.
 * - What the user typed and the server did not take is in "needs attention" before the answer reaches RxDB. Of somebody who
 *   was forgotten nothing is kept there but that it happened.
 * - A request goes out only when the send gate lets it, and that is asked when the server answers, not before.
 */
import type { RxReplicationWriteToMasterRow, WithDeleted } from 'rxdb/plugins/core';
import type { ChangeNote, Unsent } from '#shared/changes/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Envelope } from '#shared/sync/envelope.ts';
import type { PushResult, PushRow } from '#shared/sync/protocol.ts';
import { collectionOf } from '../store/collection-of.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { Pending } from '../store/schemas.ts';
import { type AttentionReason, addAttention, clashEntry, erasedEntry, refusedEntry } from './attention.ts';
import type { BatchSize } from './batch-size.ts';
import type { Settled } from './conflict-handler.ts';
import type { Admission, ErasureNotes } from './erasures.ts';
import type { Landing } from './landing.ts';
import { MERGES, type Merge } from './merges.ts';
import type { Network } from './network.ts';
import { whenKnownToServer } from './parents.ts';
import type { Passing } from './passing.ts';
import type { Server } from './server.ts';
import { ServerError } from './server-error.ts';
import { hasUnnoted } from './unnoted.ts';
import { goneDocument, toLocal } from './wire.ts';

export type Replicated = Envelope & Pending;
export type Row<T> = RxReplicationWriteToMasterRow<T>;

export type PushContext = {
  database: DeskDatabase;
  network: Network;
  server: Server;
  clientId: string;
  settled: Settled;
  erasures: ErasureNotes;
  requests: Admission;
  batch: BatchSize;
  passing: Passing;
  landing: Landing;
  /** What was pulled may not have been stored: everything is to be pulled anew. */
  doubt(): Promise<void>;
};

/** The handler RxDB calls with local changes; resolves with the documents that stand on the server. */
export function createPushHandler<T extends Replicated>(collection: CollectionName, context: PushContext) {
  return async (rows: Row<T>[]): Promise<WithDeleted<T>[]> => {
    const mine = rows.filter((row) => row.newDocumentState.pendingSince !== '');
    const others = rows.filter((row) => row.newDocumentState.pendingSince === '');
    context.landing.begins(others.map(idOf));
    if (await hasUnnoted(collectionOf<Replicated>(context.database, collection), others))
      await context.doubt();
    const send = () => sendRows(collection, context, mine.map(toWireRow));
    const { answer: results, wasPassed } = await context.passing.unpassed(mine.map(idOf), send);
    context.landing.begins(mine.map(idOf));
    // RxDB passed over what was pulled of a change that waited; taken back since, no answer says what stands.
    if (wasPassed && results.includes('withheld')) await context.doubt();
    const answers = await Promise.all(
      mine.map((row, at) => {
        const result = results[at];
        return result === 'withheld' ? [] : settleRow(collection, context, row, result);
      }),
    );
    return answers.flat() as WithDeleted<T>[];
  };
}

function idOf<T extends Replicated>({ newDocumentState }: Row<T>): string {
  return newDocumentState.id;
}

/** The row on the wire. The base is the state RxDB last had from the server; an edit keeps that state's `rev`. */
export function toWireRow<T extends Replicated>({ newDocumentState, assumedMasterState }: Row<T>): PushRow {
  const {
    pendingSince: _local,
    _deleted,
    unsent,
    ...rest
  } = newDocumentState as typeof newDocumentState & {
    unsent?: Unsent;
  };
  const { _attachments: _none, ...doc } = rest as typeof rest & { _attachments?: unknown };
  const known = assumedMasterState?.rev ? assumedMasterState : newDocumentState;
  const base = known.rev === '' ? null : known;
  return {
    mutationId: doc.mutationId,
    base: base && { rev: base.rev, mutationId: base.mutationId },
    doc,
    ...(unsent && { note: noteOf(unsent) }),
  };
}

/** The fields stay here: the server finds out for itself what became different. */
function noteOf({ fields: _shown, ...note }: Unsent): ChangeNote {
  return note;
}

/** What was taken back before it was sent, or a request that expired: there is nothing to answer. */
type Sent = PushResult | 'withheld';

/** Sends the rows, as many at a time as the link carries and the server takes; a single row that is too large is refused. */
async function sendRows(collection: CollectionName, context: PushContext, rows: PushRow[]): Promise<Sent[]> {
  const results: Sent[] = [];
  while (results.length < rows.length) {
    results.push(...(await sendSome(collection, context, rows.slice(results.length))));
  }
  return results;
}

/** Sends the first of the rows; returns what became of those that were sent, of none when there were too many. */
async function sendSome(collection: CollectionName, context: PushContext, rows: PushRow[]): Promise<Sent[]> {
  const { network, batch } = context;
  let some = rows;
  try {
    return await network.run((signal) => {
      some = rows.slice(0, batch.rows());
      return sendBatch(collection, context, some, signal);
    });
  } catch (error) {
    const tooLarge = error instanceof ServerError && error.kind === 'tooLarge';
    if (!tooLarge && !(error instanceof ServerError && error.kind === 'final')) throw error;
    const [only] = some;
    if (some.length === 1 && only)
      return [{ mutationId: only.mutationId, status: 'rejected', code: tooLarge ? 'tooLarge' : 'invalid' }];
    batch.halve();
    return [];
  }
}

/** One request, with those of the rows that still wait. */
async function sendBatch(
  collection: CollectionName,
  context: PushContext,
  rows: PushRow[],
  signal: AbortSignal,
): Promise<Sent[]> {
  const { database, server, clientId, batch } = context;
  const parents = rows.flatMap(({ doc }) => (typeof doc.customerId === 'string' ? [doc.customerId] : []));
  await whenKnownToServer(database, parents, signal);
  const ids =
    collection === 'requests'
      ? await admitted(context, rows, signal)
      : await waiting(context, collection, rows);
  const going = rows.filter(({ doc }) => ids.has(String(doc.id)));
  if (going.length === 0) return rows.map(() => 'withheld' as const);
  const { results } = await batch.timed(() => server.push(collection, { clientId, rows: going }, signal));
  return rows.map((row) => (going.includes(row) ? results[going.indexOf(row)] : 'withheld')) as Sent[];
}

/**
 * The documents of these rows that still wait: rows are made long before the network lets them go. Read from the storage:
 * RxDB tells a replication of a write before its cache of documents knows of it, and what were taken for not waiting would
 * never be sent.
 */
async function waiting(
  { database }: PushContext,
  collection: CollectionName,
  rows: PushRow[],
): Promise<ReadonlySet<string>> {
  const { storageInstance } = collectionOf<Replicated>(database, collection);
  const ids = rows.map(({ doc }) => String(doc.id));
  const found = await storageInstance.findDocumentsById(ids, false);
  return new Set(found.flatMap(({ id, pendingSince }) => (pendingSince === '' ? [] : id)));
}

/** Asks the server first whether it is there: from here on the requests count as sent. */
async function admitted(
  { server, requests }: PushContext,
  rows: PushRow[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  await server.me(signal);
  return requests.admit(rows.map(({ doc }) => String(doc.id)));
}

async function settleRow<T extends Replicated>(
  collection: CollectionName,
  context: PushContext,
  row: Row<T>,
  result: PushResult | undefined,
): Promise<WithDeleted<Replicated>> {
  const mine = row.newDocumentState;
  if (!result || result.mutationId !== mine.mutationId) throw new ServerError('transient', 200);
  const master = result.master ? toLocal(collection, result.master) : null;
  const merge = MERGES[collection];
  if (result.status === 'conflict' && master && merge) {
    return mergeConflict(collection, context, merge, row, master);
  }
  context.settled.add(mine.mutationId);
  if (result.status === 'applied' || result.status === 'duplicate') {
    if (result.master === null) return goneDocument(collection, mine.id);
    return master ?? confirmed(mine, result.rev);
  }
  if (result.status === 'erased') {
    const { customerId = mine.id } = mine as { customerId?: string };
    await context.erasures.note('customers', [customerId]);
    await context.erasures.note(collection, [mine.id]);
    await addAttention(context.database, erasedEntry(collection, mine));
    return goneDocument(collection, mine.id);
  }
  await keepForAttention(collection, context, row, master, result);
  return master ?? goneDocument(collection, mine.id);
}

/** Mine is merged by the conflict handler; what it loses is kept here first. */
async function mergeConflict<T extends Replicated>(
  collection: CollectionName,
  { database }: PushContext,
  merge: Merge,
  { newDocumentState, assumedMasterState }: Row<T>,
  master: WithDeleted<Replicated>,
): Promise<WithDeleted<Replicated>> {
  const { clashes } = merge(assumedMasterState, newDocumentState, master);
  if (clashes.length > 0) await addAttention(database, clashEntry(collection, newDocumentState, clashes));
  return master;
}

/** A server that names only the revision: mine is what stands there. */
function confirmed<T extends Replicated>(mine: WithDeleted<T>, rev: string | undefined): WithDeleted<T> {
  return { ...mine, rev: rev ?? mine.rev, pendingSince: '' };
}

async function keepForAttention<T extends Replicated>(
  collection: CollectionName,
  { database }: PushContext,
  { newDocumentState, assumedMasterState }: Row<T>,
  master: WithDeleted<Replicated> | null,
  result: PushResult,
): Promise<void> {
  const states = { mine: newDocumentState, base: assumedMasterState ?? null, theirs: master };
  const entry = refusedEntry(collection, states, reasonOf(result), result.fieldErrors);
  return addAttention(database, entry);
}

function reasonOf(result: PushResult): AttentionReason {
  if (result.status === 'outOfScope') return result.status;
  if (result.status === 'conflict') return 'conflict';
  return result.code ?? 'invalid';
}
