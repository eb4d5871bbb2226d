/** A store of an older layout opens with all it held. */
import { expect, test } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import { countOf, idsOf, instanceOf, temporaryFile, update } from '#main/storage-sqlite/testing/support.ts';
import { createLayout1 } from '../support/layout-1.ts';

test('layout 1 becomes layout 2: documents, order of changes, counts and indexes', async () => {
  const file = temporaryFile();
  createLayout1(file, [
    { id: 'a', seq: 9, deleted: false, age: 1 },
    { id: 'b', seq: 4, deleted: true, age: 2 },
    { id: 'c', seq: 5, deleted: false, age: 3 },
  ]);
  for (let opening = 1; opening <= 2; opening += 1) {
    const store = await openStore({ file, key: null });
    const instance = await instanceOf(store.storage as never);
    const changed = await instance.getChangedDocumentsSince?.(10);
    expect(changed?.documents.map(({ id }) => id).slice(0, 3)).toEqual(
      opening === 1 ? ['b', 'c', 'a'] : ['b', 'a', 'c'],
    );
    expect(
      await idsOf(instance, {
        selector: { _deleted: { $eq: false }, age: { $gt: 0 } } as never,
        sort: [{ age: 'desc' }],
      }),
    ).toEqual(['c', 'a']);
    expect(await countOf(instance, { selector: { _deleted: { $eq: false } } as never })).toBe(2);
    expect(await store.integrityCheck()).toEqual([]);
    const c = (await instance.findDocumentsById(['c'], false))[0];
    if (c && opening === 1) expect((await instance.bulkWrite([update(c, {})], 'test')).error).toEqual([]);
    await instance.close();
    await store.close();
  }
});
