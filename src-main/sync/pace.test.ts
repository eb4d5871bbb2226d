/** A pull waits for the disk, however slow it is, and for nothing that will not come. */
import { BehaviorSubject, Subject } from 'rxjs';
import { expect, test } from 'vitest';
import { createPace, type Paced } from './pace.ts';

const AHEAD = 500;
const at = (seq: number) => ({ epoch: 'e', xid: '1', seq: String(seq) });

/** What the pace hears from a replication, to be said by the test. */
function replication() {
  const received$ = new Subject<unknown>();
  const error$ = new Subject<unknown>();
  const canceled$ = new BehaviorSubject(false);
  const changes$ = new Subject<unknown>();
  const lastCheckpointDoc: { down?: { checkpointData: unknown } } = {};
  const state = {
    ...{ received$, error$, canceled$, metaInstance: { changeStream: () => changes$ } },
    internalReplicationState: { lastCheckpointDoc },
  };
  return {
    pace: createPace(state as unknown as Paced, () => AHEAD),
    receive: (count: number) => {
      for (let one = 0; one < count; one += 1) received$.next({});
    },
    checkpoint: (seq: number, itemId = 'down') =>
      changes$.next({ events: [{ documentData: { isCheckpoint: '1', itemId, checkpointData: at(seq) } }] }),
    keep: (seq: number) => {
      lastCheckpointDoc.down = { checkpointData: at(seq) };
    },
    fail: () => error$.next(new Error()),
    cancel: () => canceled$.next(true),
  };
}

/** Whether there is room now, without any time passing. */
async function hasRoom(pace: ReturnType<typeof createPace>): Promise<boolean> {
  let room = false;
  pace.room().then(() => {
    room = true;
  });
  await new Promise(setImmediate);
  return room;
}

test('a batch or two go ahead, and then none until documents are written, however long that takes', async () => {
  const { pace, receive } = replication();
  pace.handedOver(250, at(1));
  pace.handedOver(250, at(2));
  expect(await hasRoom(pace)).toBe(true);
  pace.handedOver(250, at(3));
  expect(await hasRoom(pace)).toBe(false);
  receive(249);
  expect(await hasRoom(pace)).toBe(false);
  receive(1);
  expect(await hasRoom(pace)).toBe(true);
});

test('documents found unchanged are done with when the checkpoint behind them is kept', async () => {
  const { pace, receive, checkpoint } = replication();
  for (const seq of [1, 2, 3]) pace.handedOver(250, at(seq));
  checkpoint(3, 'up');
  checkpoint(9);
  expect(await hasRoom(pace)).toBe(false);
  receive(100);
  checkpoint(2);
  expect(await hasRoom(pace)).toBe(true);
  pace.handedOver(250, at(4));
  pace.handedOver(1, at(5));
  expect(await hasRoom(pace)).toBe(false);
  checkpoint(3);
  expect(await hasRoom(pace)).toBe(true);
});

test('an error and the end of the replication keep nobody waiting', async () => {
  const failing = replication();
  failing.pace.handedOver(600, at(1));
  expect(await hasRoom(failing.pace)).toBe(false);
  failing.fail();
  expect(await hasRoom(failing.pace)).toBe(true);
  failing.pace.handedOver(600, at(2));
  expect(await hasRoom(failing.pace)).toBe(false);
  failing.cancel();
  expect(await hasRoom(failing.pace)).toBe(true);
});

test('what was pulled again up to the checkpoint that RxDB has is done with: RxDB will not say so', async () => {
  const { pace, keep } = replication();
  keep(1);
  for (let again = 0; again < 5; again += 1) {
    pace.handedOver(250, at(1));
    expect(await hasRoom(pace)).toBe(true);
  }
});

test('everything is written when the last document handed over so far is, and not when a later one waits', async () => {
  const { pace, receive } = replication();
  let isWritten = false;
  await pace.written();
  pace.handedOver(2, at(1));
  const writing = pace.written().then(() => {
    isWritten = true;
  });
  pace.handedOver(5, at(2));
  receive(1);
  await new Promise(setImmediate);
  expect(isWritten).toBe(false);
  receive(1);
  await writing;
});
