/** The removal of forgotten persons from a desk, on a real store. */
import { expect, it, onTestFinished } from 'vitest';
import { type EraserParts, openEraser } from '#main/forget/eraser.ts';
import { openPlan } from '#main/forget/plan.ts';
import { createLogger } from '#main/log.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import { openDatabase } from '#main/store/database.ts';
import { STORE_HOOKS } from '#main/store/hooks-url.ts';
import { goneDocument } from '#main/sync/wire.ts';

const [PERSON, COMMENT] = ['66c49cba-aa21-8ca4-bdc1-e8573fdca423', '01a208a4-97a5-77ef-aa9d-ed3ff28c4ca9'];

/** A desk with a comment about a person that was never sent; `purged` are the comments that were removed, removal by removal. */
async function desk(parts: Partial<EraserParts> = {}) {
  const file = temporaryFile();
  const log = createLogger(() => undefined);
  const store = await openStore({ file, key: TEST_KEY, hooks: STORE_HOOKS });
  const database = await openDatabase(file, store.storage, new Set(), log);
  await database.comments.insert({
    ...goneDocument('comments', COMMENT),
    ...{
      customerId: PERSON,
      text: 'Called twice',
      pendingSince: '2026-05-01T08:00:00.000Z',
      _deleted: false,
    },
  } as never);
  const purged: (readonly string[])[] = [];
  const confirmed = Promise.withResolvers<void>();
  const eraser = await openEraser({
    database,
    log,
    purge: async (collection, ids) => {
      if (collection === 'comments') purged.push(ids);
      await store.purge(collection, ids);
    },
    atRest: async () => undefined,
    erased: { add: async () => undefined } as unknown as EraserParts['erased'],
    confirm: async () => {
      confirmed.resolve();
      return true;
    },
    ...parts,
  });
  onTestFinished(async () => {
    await eraser.close();
    await database.close();
    await store.close();
  });
  return { database, eraser, purged, confirmed: confirmed.promise };
}

it('removes what it found of a person once more when sync has come to rest, though nobody finds it by them any more', async () => {
  const { eraser, purged, confirmed } = await desk();
  await eraser.note('customers', [PERSON]);
  await confirmed;
  expect(purged).toEqual([[COMMENT], [COMMENT]]);
});

it('has written down what it removes before it does, for a desk that dies meanwhile', async () => {
  const failed = Promise.withResolvers<void>();
  const { database, eraser } = await desk({
    purge: async () => {
      failed.resolve();
      throw new Error('the disk is full');
    },
  });
  await eraser.note('customers', [PERSON]);
  await failed.promise;
  const { plan$ } = await openPlan(database);
  expect(plan$.value).toMatchObject({ customers: [PERSON], rows: { comments: [COMMENT] } });
  expect(await database.comments.findOne(COMMENT).exec()).toBeNull();
});
