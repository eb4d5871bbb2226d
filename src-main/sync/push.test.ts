/** What a desk keeps of a row that took effect, by what the server says stands there now. */
import { beforeEach, expect, it } from 'vitest';
import type { PushResult } from '#shared/sync/protocol.ts';
import { createBatchSize } from './batch-size.ts';
import { createLanding } from './landing.ts';
import { createPassing, type Passing } from './passing.ts';
import { createPushHandler, type PushContext, type Replicated } from './push.ts';
import { goneDocument } from './wire.ts';

const ID = '01a2030d-537a-7690-b4d5-8da801cd6135';
const MUTATION = '01a2030d-5386-7621-91b0-69d61a0be0e0';

type Answer = {
  result: Partial<PushResult>;
  /** What the pull does before it comes. */
  meanwhile?: (passing: Passing) => void;
  /** The user takes the change back before it comes. */
  isTakenBack?: true;
};

let doubts = 0;
beforeEach(() => {
  doubts = 0;
});

/** Pushes one team as if it waited, to a server that answers so. */
async function pushed(...answers: Answer[]) {
  const passing = createPassing();
  let pendingSince = 'now';
  const context: unknown = {
    clientId: ID,
    batch: createBatchSize(100),
    passing,
    landing: createLanding(),
    doubt: async () => {
      doubts += 1;
    },
    settled: new Set<string>(),
    database: {
      teams: {
        // The cache does not know of the write yet.
        findByIds: () => ({ exec: async () => new Map() }),
        storageInstance: { findDocumentsById: async () => [{ id: ID, pendingSince }] },
      },
    },
    network: { run: (call: (signal: AbortSignal) => unknown) => call(new AbortController().signal) },
    server: {
      push: async () => {
        const { result, meanwhile, isTakenBack } = answers.shift() ?? { result: {} };
        meanwhile?.(passing);
        if (isTakenBack) pendingSince = '';
        return { results: [{ mutationId: MUTATION, status: 'duplicate', rev: '1-00000000', ...result }] };
      },
    },
  };
  const mine = {
    ...goneDocument('teams', ID),
    _deleted: false,
    mutationId: MUTATION,
    pendingSince: '2026-01-01T00:00:00.000Z',
  };
  const handler = createPushHandler<Replicated>('teams', context as PushContext);
  return handler([{ newDocumentState: mine }]);
}

it('lets go of what is outside its scope by now, although the server took it', async () => {
  expect(await pushed({ result: { master: null } })).toEqual([goneDocument('teams', ID)]);
});

it('holds what it sent where an older server names only the revision', async () => {
  expect(await pushed({ result: {} })).toMatchObject([
    { id: ID, rev: '1-00000000', pendingSince: '', _deleted: false },
  ]);
});

it('asks again what a pull passed on its way, and believes the later answer', async () => {
  const gone = [goneDocument('teams', ID)];
  const now = { result: { master: null } };
  const startedOver = { result: {}, meanwhile: (passing: Passing) => passing.startedOver() };
  const passed = (id: string) => ({ result: {}, meanwhile: (passing: Passing) => passing.passed([id]) });
  expect(await pushed(startedOver, now)).toEqual(gone);
  expect(await pushed(passed(ID), passed(ID), now)).toEqual(gone);
  expect(await pushed(passed(MUTATION), now)).toMatchObject([{ id: ID, pendingSince: '' }]);
});

it('has everything pulled anew when what a pull passed was taken back: RxDB passed over what came', async () => {
  const passed = (passing: Passing) => passing.passed([ID]);
  expect(await pushed({ result: {}, meanwhile: passed, isTakenBack: true })).toEqual([]);
  expect(doubts).toBe(1);
  expect(await pushed({ result: {}, isTakenBack: true })).toHaveLength(1);
  expect(doubts).toBe(1);
});
