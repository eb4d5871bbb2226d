/** The contract of an RxStorage, run against RxDB's memory storage and ours alike. */
import { type EventBulk, type RxStorageChangeEvent, randomDelayStorage } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import { openReopening } from '#main/storage-sqlite/testing/reopening.ts';
import {
  countOf,
  type Human,
  type HumanInstance,
  human,
  idsOf,
  instanceOf,
  TEST_KEY,
  temporaryFile,
  update,
} from '#main/storage-sqlite/testing/support.ts';

const STORAGES = {
  memory: async () => ({ storage: getRxStorageMemory(), close: async () => {} }),
  'sqlite, encrypted': () => openStore({ file: temporaryFile(), key: TEST_KEY }),
  'sqlite, plain': () => openStore({ file: temporaryFile(), key: null }),
  'sqlite, delayed at random': async () => {
    const { storage, close } = await openStore({ file: temporaryFile(), key: TEST_KEY });
    const delay = () => Math.random() * 10;
    return { storage: randomDelayStorage({ storage, delayTimeBefore: delay, delayTimeAfter: delay }), close };
  },
  'sqlite, opened anew before every call': () => openReopening(temporaryFile()),
};

type Bulk = EventBulk<RxStorageChangeEvent<Human>, { seq: number }>;

function record(instance: HumanInstance): Bulk[] {
  const bulks: Bulk[] = [];
  instance.changeStream().subscribe((bulk) => bulks.push(bulk as Bulk));
  return bulks;
}

describe.each(Object.entries(STORAGES))('%s', (name, open) => {
  const ours = name !== 'memory';
  let opened: Awaited<ReturnType<typeof open>>;
  let instance: HumanInstance;

  beforeEach(async () => {
    opened = await open();
    instance = await instanceOf(opened.storage as never);
  });
  afterEach(async () => {
    await instance.remove();
    await opened.close();
  });

  test('writes, finds and counts', async () => {
    const a = human('a');
    const written = await instance.bulkWrite([{ document: a }, { document: human('b', { age: 2 }) }], 'test');
    expect(written.error).toEqual([]);
    expect(await instance.findDocumentsById(['b', 'nobody', 'a'], false)).toHaveLength(2);
    expect(await instance.findDocumentsById(['a'], false)).toEqual([a]);
    expect(await countOf(instance, { selector: { age: { $gt: 1 } } })).toBe(1);
  });

  test('a second insert is a conflict that carries the document of the store', async () => {
    const first = human('a', { age: 1 });
    await instance.bulkWrite([{ document: first }], 'test');
    const { error } = await instance.bulkWrite([{ document: human('a', { age: 2 }) }], 'test');
    expect(error).toMatchObject([{ status: 409, documentId: 'a', documentInDb: first, context: 'test' }]);
  });

  test('an update of an old revision is a conflict, of the current one is not', async () => {
    const first = human('a');
    await instance.bulkWrite([{ document: first }], 'test');
    const second = update(first, { age: 2 });
    expect((await instance.bulkWrite([second], 'test')).error).toEqual([]);
    expect((await instance.bulkWrite([update(first, { age: 3 })], 'test')).error).toMatchObject([
      { status: 409, documentInDb: { age: 2 } },
    ]);
  });

  test('one bad row does not stop the others', async () => {
    await instance.bulkWrite([{ document: human('a') }], 'test');
    const rows = ['b', 'a', 'c'].map((id) => ({ document: human(id) }));
    expect((await instance.bulkWrite(rows, 'test')).error).toHaveLength(1);
    expect(await instance.findDocumentsById(['a', 'b', 'c'], false)).toHaveLength(3);
  });

  test('events say what happened, before the write resolves', async () => {
    const bulks = record(instance);
    const first = human('a');
    await instance.bulkWrite([{ document: first }], 'one');
    expect(bulks).toHaveLength(1);
    const second = update(first, { age: 2 });
    await instance.bulkWrite([second], 'two');
    await instance.bulkWrite([update(second.document as typeof first, { _deleted: true })], 'three');
    expect(bulks.map(({ context, events }) => [context, events[0]?.operation])).toEqual([
      ['one', 'INSERT'],
      ['two', 'UPDATE'],
      ['three', 'DELETE'],
    ]);
    expect(bulks[1]?.events[0]).toMatchObject({ documentData: { age: 2 }, previousDocumentData: { age: 1 } });
  });

  test('deleted documents are found only when asked for, and can be inserted again', async () => {
    const first = human('a');
    await instance.bulkWrite([{ document: first }], 'test');
    const gone = update(first, { _deleted: true });
    await instance.bulkWrite([gone], 'test');
    expect(await instance.findDocumentsById(['a'], false)).toEqual([]);
    expect(await instance.findDocumentsById(['a'], true)).toHaveLength(1);
    const bulks = record(instance);
    await instance.bulkWrite([update(gone.document as typeof first, { _deleted: false })], 'test');
    expect(bulks[0]?.events[0]?.operation).toBe('INSERT');
  });

  test('cleanup removes tombstones and nothing else', async () => {
    const first = human('a');
    await instance.bulkWrite([{ document: first }, { document: human('b') }], 'test');
    await instance.bulkWrite([update(first, { _deleted: true })], 'test');
    await instance.cleanup(60_000);
    expect(await instance.findDocumentsById(['a', 'b'], true)).toHaveLength(2);
    await new Promise((done) => setTimeout(done, 5));
    while (!(await instance.cleanup(0)));
    expect(await instance.findDocumentsById(['a', 'b'], true)).toHaveLength(1);
  });

  test('attachments are stored, replaced and removed with their document', async () => {
    const attachment = (text: string, digest: string) => {
      const data = new Blob([text], { type: 'text/plain' });
      return { length: data.size, type: 'text/plain', digest, data };
    };
    const document = human('a');
    const withFile = { ...document, _attachments: { note: attachment('hello', 'd1') } };
    await instance.bulkWrite([{ document: withFile }], 'test');
    expect(await (await instance.getAttachmentData('a', 'note', 'd1')).text()).toBe('hello');
    const [stored] = await instance.findDocumentsById(['a'], false);
    expect(stored?._attachments).toEqual({ note: { length: 5, type: 'text/plain', digest: 'd1' } });
    const next = update(stored as typeof document, {
      _attachments: { note: attachment('bye', 'd2') } as never,
    });
    await instance.bulkWrite([next], 'test');
    expect(await (await instance.getAttachmentData('a', 'note', 'd2')).text()).toBe('bye');
    const [again] = await instance.findDocumentsById(['a'], false);
    await instance.bulkWrite([update(again as typeof document, { _attachments: {} })], 'test');
    await expect(async () => instance.getAttachmentData('a', 'note', 'd2')).rejects.toThrow();
  });

  test('a sibling instance sees the documents and the changes', async () => {
    const sibling = await instanceOf(opened.storage as never);
    const bulks = record(sibling);
    await instance.bulkWrite([{ document: human('a') }], 'test');
    expect(bulks).toHaveLength(1);
    expect(await sibling.findDocumentsById(['a'], false)).toHaveLength(1);
    await sibling.close();
    expect(await instance.findDocumentsById(['a'], false)).toHaveLength(1);
  });

  test('collections of other databases are apart', async () => {
    const other = await instanceOf(opened.storage as never, 'other');
    await instance.bulkWrite([{ document: human('a') }], 'test');
    expect(await other.findDocumentsById(['a'], true)).toEqual([]);
    await other.remove();
  });

  test('a removed collection starts empty again', async () => {
    await instance.bulkWrite([{ document: human('a') }], 'test');
    await instance.remove();
    instance = await instanceOf(opened.storage as never);
    expect(await instance.findDocumentsById(['a'], true)).toEqual([]);
  });

  test('strings compare by UTF-16 units, in sorts and in ranges', async () => {
    const names = ['a', 'z', '\u{1f600}', '\uffff', '\ud800', 'é', 'a\u0000b', '\ue000', ''];
    await instance.bulkWrite(
      names.map((text, at) => ({ document: human(`id${at}`, { name: text }) })),
      'test',
    );
    const ids = await idsOf(instance, { selector: {}, sort: [{ name: 'asc' }] });
    const expected = names.toSorted((a, b) => (a < b ? -1 : 1)).map((text) => `id${names.indexOf(text)}`);
    if (ours) expect(ids).toEqual(expected);
    const above = await idsOf(instance, { selector: { name: { $gt: '\u{1f600}' } }, sort: [{ id: 'asc' }] });
    expect(above).toEqual(['id3', 'id7']);
  });
});
