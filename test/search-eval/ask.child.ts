/** Opens a loaded store in a process of its own, asks everything of a queries file, and says what it measured. */
import { createReadStream } from 'node:fs';
import { boundHeap } from '#main/heap.ts';
import { searchOperations } from '#main/search/search-operations.ts';
import { readSidecar } from '#main/storage-sqlite/sidecar.ts';
import { plainQuestion } from '#shared/api/search.ts';
import { openEvalDesk, storeFile } from './desk.ts';
import { fetchFloor } from './floor.ts';
import { readObjects } from './json-lines.ts';
import { timesOf } from './meanwhile.ts';
import type { Told } from './report.ts';
import { sizesOf } from './sizes.ts';
import { type Asked, ROWS, toQuestion } from './to-question.ts';
import { keystrokesOf } from './typing.ts';
import { type Extents, unitsOf } from './units.ts';

/** Customers who are changed, for how soon that is found. */
const CHANGES = 100;

const [folder = '', key = '', extents = '', queries = ''] = process.argv.slice(2);
const WARMING = 300;

boundHeap();
const units = unitsOf(JSON.parse(extents) as Extents);
const asked: Asked[] = [];
for await (const line of readObjects(queries)) asked.push(toQuestion(line, units));
const all = [...asked, ...keystrokesOf(asked)];

await readThrough(storeFile(folder));
const opening = performance.now();
const desk = await openEvalDesk(folder, key);
const first = asked.find(({ question }) => question.text !== '') ?? asked[0];
if (first) await desk.search.search(first.question);
const firstAnswer = performance.now() - opening;
await desk.search.settled();

for (const { question } of all.slice(0, WARMING)) await desk.search.search(question);
const results: Told['results'] = [];
for (const { kind, expected, question } of all) {
  const since = performance.now();
  const { hits } = await desk.search.search(question);
  const ms = performance.now() - since;
  results.push({
    kind,
    ms,
    inside: 0,
    labelled: expected !== null,
    rank: hits.findIndex(({ id }) => id === expected),
  });
}
const rss = process.memoryUsage.rss();
const indexBytes = await desk.search.size();
const changed = await measureChanges();
await desk.close();

// The same questions once more on this thread, for what the search itself takes without the way to its worker.
const file = storeFile(folder);
const cipher = readSidecar(file)?.cipher ?? 'aegis';
const operations = searchOperations();
operations.open({ file, key: Buffer.from(key, 'hex'), cipher });
for (const { question } of all.slice(0, WARMING)) operations.search(question);
for (const [at, { question }] of all.entries()) {
  const since = performance.now();
  operations.search(question);
  const result = results[at];
  if (result) result.inside = performance.now() - since;
}
operations.close();
const floor = fetchFloor(file, key, cipher);
const told: Told = { results, firstAnswer, rss, indexBytes, floor, changed, ...sizesOf(file, key, cipher) };
process.stdout.write(`${JSON.stringify(told)}\n`);

/** So that the file is in the cache of the operating system, as on a computer that is in use. */
async function readThrough(file: string): Promise<void> {
  for await (const _ of createReadStream(file, { highWaterMark: 2 ** 20 }));
}

/** Adds a word to customers and looks for them by it. */
async function measureChanges() {
  const ids = asked.flatMap(({ expected }) => expected ?? []).slice(0, CHANGES);
  const times: number[] = [];
  for (const [at, id] of ids.entries()) {
    const document = await desk.database.customers.findOne(id).exec();
    const middle = `zq${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10) % 10]}x`;
    await document?.incrementalPatch({ middle });
    const since = performance.now();
    for (let found = false; !found; ) {
      const { hits } = await desk.search.search({ ...plainQuestion(middle, ROWS), exact: false });
      found = hits.some((hit) => hit.id === id);
    }
    times.push(performance.now() - since);
  }
  return timesOf(times);
}
