/**
 * How far a pull may be ahead of the disk.
 *
 * RxDB asks for the next batch without waiting until the last one is written, and writes at once whatever came
 * meanwhile: on a slow disk each write is larger and so slower than the one before, until the whole collection is in
 * memory. RxDB tells of each document it wrote; that it is done with those it found unchanged, only its checkpoint says.
 *
 * Invariant: nobody waits for what will not come: an error or the end of the replication lets the pull go on.
 */
import type { RxReplicationState } from 'rxdb/plugins/replication';
import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import type { Checkpoint } from '#shared/sync/protocol.ts';

export type Pace = {
  /** Resolves when no more documents wait for the disk than may. */
  room: () => Promise<unknown>;
  /** Resolves when everything that was handed over so far is in the store. */
  written: () => Promise<unknown>;
  /** Notes what was handed over to RxDB, up to the checkpoint. */
  handedOver: (documents: number, checkpoint: Checkpoint | undefined) => void;
};

export type Paced = Pick<RxReplicationState<unknown, Checkpoint>, 'received$' | 'error$' | 'canceled$'> & {
  /** RxDB's own store of its checkpoints, and the last that it kept there; there is none before the replication started. */
  metaInstance?: RxReplicationState<unknown, Checkpoint>['metaInstance'];
  internalReplicationState?: { lastCheckpointDoc: { down?: { checkpointData?: unknown } } };
};

/** Paces the pulls of a replication; `ahead` says how many documents may wait for the disk now. */
export function createPace(state: Paced, ahead: () => number): Pace {
  const done$ = new BehaviorSubject(0);
  const marks = new Map<string, number>();
  let total = 0;
  let listens = false;

  function reached(checkpoint: unknown) {
    const mark = marks.get(keyOf(checkpoint));
    if (mark === undefined) return;
    for (const [key, at] of marks) if (at <= mark) marks.delete(key);
    if (mark > done$.value) done$.next(mark);
  }

  function listen() {
    if (listens || !state.metaInstance) return;
    listens = true;
    state.metaInstance.changeStream().subscribe(({ events }) => {
      for (const { documentData } of events) {
        if (documentData.isCheckpoint === '1' && documentData.itemId === 'down') {
          reached(documentData.checkpointData);
        }
      }
    });
  }

  state.received$.subscribe(() => done$.next(Math.min(done$.value + 1, total)));
  state.error$.subscribe(() => done$.next(total));
  state.canceled$.pipe(filter(Boolean)).subscribe(() => done$.next(Number.POSITIVE_INFINITY));
  return {
    room: () => firstValueFrom(done$.pipe(filter((done) => total - done <= ahead()))),
    written() {
      const all = total;
      return firstValueFrom(done$.pipe(filter((done) => done >= all)));
    },
    handedOver(documents, checkpoint) {
      listen();
      if (documents === 0) return;
      total += documents;
      marks.set(keyOf(checkpoint), total);
      // RxDB keeps no checkpoint anew that it has: nothing would tell that what was pulled again is done with.
      const kept = state.internalReplicationState?.lastCheckpointDoc.down?.checkpointData;
      if (kept && keyOf(kept) === keyOf(checkpoint)) reached(checkpoint);
    },
  };
}

function keyOf(checkpoint: unknown): string {
  const { epoch, xid, seq } = (checkpoint ?? {}) as Partial<Checkpoint>;
  return `${epoch} ${xid} ${seq}`;
}
