/** Opens a loaded store in a process of its own, asks everything of a queries file, and says what it measured. */
import { createReadStream } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { boundHeap } from '#main/heap.ts';
import { SEARCH_HEAP, SEARCH_YOUNG } from '#main/search/lasting-worker.ts';
import { readSidecar } from '#main/storage-sqlite/sidecar.ts';
import { plainQuestion } from '#shared/api/search.ts';
import { openEvalDesk, storeFile } from './desk.ts';
import { fetchFloor } from './floor.ts';
import type { Inside } from './inside.worker.ts';
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
/** Asked before, of every kind: a worker that runs all day has run all of its code before. */
const WARMING = 600;

boundHeap();
const units = unitsOf(JSON.parse(extents) as Extents);
const asked: Asked[] = [];
for await (const line of readObjects(queries)) asked.push(toQuestion(line, units));
const all = [...asked, ...keystrokesOf(asked)];
const warmers = all.filter((_, at) => at % Math.ceil(all.length / WARMING) === 0);

await readThrough(storeFile(folder));
const opening = performance.now();
const desk = await openEvalDesk(folder, key);
const first = asked.find(({ question }) => question.text !== '') ?? asked[0];
if (first) await desk.search.search(first.question);
const firstAnswer = performance.now() - opening;
await desk.search.settled();

for (const { question } of warmers) await desk.search.search(question);
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

// The same questions once more in a worker of their own, for what the search itself takes without the way to its worker.
const file = storeFile(folder);
const cipher = readSidecar(file)?.cipher ?? 'aegis';
const inside = await askInside({
  open: { file, key: Buffer.from(key, 'hex'), cipher },
  questions: all.map(({ question }) => question),
  warmers: warmers.map(({ question }) => question),
});
for (const [at, result] of results.entries()) result.inside = inside[at] ?? 0;
const floor = fetchFloor(file, key, cipher);
const told: Told = { results, firstAnswer, rss, indexBytes, floor, changed, ...sizesOf(file, key, cipher) };
process.stdout.write(`${JSON.stringify(told)}\n`);

function askInside(workerData: Inside): Promise<Float64Array> {
  const resourceLimits = { maxOldGenerationSizeMb: SEARCH_HEAP, maxYoungGenerationSizeMb: SEARCH_YOUNG };
  const worker = new Worker(new URL('./inside.worker.ts', import.meta.url), { workerData, resourceLimits });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

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
