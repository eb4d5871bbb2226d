/** From where a desk asks on. */
import { expect, it } from 'vitest';
import type { Checkpoint } from '#shared/sync/protocol.ts';
import { createLogger } from '../log.ts';
import { createBatchSize } from './batch-size.ts';
import { createLanding, type Landing } from './landing.ts';
import { createPassing } from './passing.ts';
import { createPullHandler, type PullContext } from './pull.ts';
import { createPullRows } from './pull-rows.ts';

const at = (seq: number): Checkpoint => ({ epoch: 'e', xid: '1', seq: String(seq) });
const TEAM = { id: '01a2030d-537a-7690-b4d5-8da801cd6135', rev: '', reason: 'deleted' as const };

type World = {
  isDoubted?: () => boolean;
  /** Before the answer is taken. */
  meanwhile?: (landing: Landing) => void;
};

/** A desk that pulls from a server which has nothing, and one thing the third time; `asked` are the checkpoints it was asked from. */
function desk({ isDoubted = () => false, meanwhile = () => undefined }: World = {}) {
  const landing = createLanding();
  const asked: (Checkpoint | null)[] = [];
  const context: unknown = {
    clientId: 'desk',
    batch: createBatchSize(100),
    pullRows: createPullRows(),
    passing: createPassing(),
    landing,
    pace: { room: async () => undefined, written: async () => undefined, handedOver: () => undefined },
    erasures: { note: async () => undefined },
    log: createLogger(() => undefined),
    network: { run: (call: (signal: AbortSignal) => unknown) => call(new AbortController().signal) },
    refetch: {
      wasInterrupted: async () => isDoubted(),
      begin: async () => undefined,
      holdsConfirmed: async () => false,
      isUnderWay: () => false,
      came: () => undefined,
    },
    progress: () => undefined,
    completed: () => undefined,
    server: {
      pull: async (_: string, { checkpoint }: { checkpoint: Checkpoint | null }) => {
        asked.push(checkpoint);
        meanwhile(landing);
        const gone = asked.length === 3 ? [TEAM] : [];
        return { documents: [], gone, checkpoint: at(asked.length), more: false };
      },
    },
  };
  return { asked, pull: createPullHandler('teams', context as PullContext) };
}

it('asks on from where there was nothing, and then from where RxDB keeps the checkpoint', async () => {
  const { asked, pull } = desk();
  await pull(undefined, 100);
  await pull(undefined, 100);
  const { checkpoint } = await pull(undefined, 100);
  await pull(checkpoint, 100);
  await pull(at(3), 100);
  expect(asked).toEqual([null, at(1), at(2), at(3), at(3)]);
});

it('asks from the beginning where it starts over, whatever it knew', async () => {
  let isDoubted = false;
  const { asked, pull } = desk({ isDoubted: () => isDoubted });
  await pull(undefined, 100);
  isDoubted = true;
  await pull(undefined, 100);
  expect(asked).toEqual([null, null]);
});

it('asks from the beginning again when the first answer of a start over could not be taken', async () => {
  let isDoubted = true;
  let isBad = true;
  const { asked, pull } = desk({
    isDoubted: () => isDoubted,
    meanwhile() {
      isDoubted = false;
      if (isBad) throw new Error('refused');
    },
  });
  await expect(pull(at(7), 100)).rejects.toThrow('refused');
  isBad = false;
  await pull(at(7), 100);
  await pull(at(8), 100);
  expect(asked).toEqual([null, null, at(8)]);
});

it('asks once more for what crossed an answer to a push', async () => {
  let landed = 0;
  const { asked, pull } = desk({
    meanwhile(landing) {
      landed += 1;
      if (landed !== 3) return;
      landing.begins([TEAM.id]);
      landing.noted([TEAM.id]);
    },
  });
  for (let time = 0; time < 3; time += 1) await pull(undefined, 100);
  expect(asked).toEqual([null, at(1), at(2), at(2)]);
});
