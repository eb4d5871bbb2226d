/** Promise: what was to be forgotten is forgotten, also when the process dies on the way. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import { countOf, human, instanceOf, temporaryFile } from '#main/storage-sqlite/testing/support.ts';

const CHILD = new URL('../../src-main/storage-sqlite/testing/purge-child.ts', import.meta.url);
const SENTINEL = 'QZSENTINEL';

function filesWithSentinel(file: string): string[] {
  const folder = dirname(file);
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(SENTINEL));
}

test.each(['planned', 'half', 'erased', 'settled', 'emptied'])(
  'killed when it was %s, the purge is completed by the next opening',
  async (step) => {
    const file = temporaryFile();
    const child = spawn(process.execPath, [fileURLToPath(CHILD), file, step], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
    if (step !== 'emptied') expect(filesWithSentinel(file)).not.toEqual([]);

    const store = await openStore({ file, key: null });
    expect(filesWithSentinel(file)).toEqual([]);
    const instance = await instanceOf(store.storage as never);
    expect(await instance.findDocumentsById(['person'], true)).toEqual([]);
    expect(await countOf(instance, { selector: { _deleted: { $eq: false } } as never })).toBe(50);
    await expect(async () => instance.getAttachmentData('person', 'note', 'd1')).rejects.toThrow();
    expect(await store.integrityCheck()).toEqual([]);

    await instance.bulkWrite([{ document: human('person') }], 'test');
    await instance.close();
    await store.close();
    const again = await openStore({ file, key: null });
    const later = await instanceOf(again.storage as never);
    expect(await later.findDocumentsById(['person'], true)).toHaveLength(1);
    await later.close();
    await again.close();
  },
);
