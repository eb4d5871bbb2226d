/** The file that says how far a store had come: a writing that was cut off leaves the one before. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openProgressFile, readProgress, writeProgress } from './progress-file.ts';

const at = (n: number) => ({ n, store: 'callbook-1', seqs: { 'customers 0': n * 10, 'comments 0': n } });

test('what was written last is read, and the one before where the last is torn', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'callbook-progress-')), 'store.db.seen');
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.nat(99), async (last, from) => {
    const handle = await openProgressFile(path);
    for (const n of [last - 1, last]) await writeProgress(handle, at(n));
    expect(await readProgress(handle)).toEqual(at(last));
    const bytes = await readFile(path);
    const place = bytes.indexOf(JSON.stringify(at(last))) - 16;
    await writeFile(path, bytes.fill('x', place + from, place + 1000));
    expect(await readProgress(handle)).toEqual(at(last - 1));
    await handle.close();
  });
  await fc.assert(property, { numRuns: 50 });
});

test('a file of something else says nothing', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'callbook-progress-')), 'store.db.seen');
  await writeFile(path, 'x');
  const handle = await openProgressFile(path);
  expect(await readProgress(handle)).toBeNull();
  await handle.close();
});
