/** Asks a loaded store in a worker like the product's, and times what the search itself takes there. */
import { parentPort, workerData } from 'node:worker_threads';
import { searchOperations } from '#main/search/search-operations.ts';
import type { Cipher } from '#main/storage-sqlite/cipher.ts';
import type { SearchQuestion } from '#shared/api/search.ts';

type Question = SearchQuestion & { exact: boolean };

/** What the worker is given; `warmers` are asked before. */
export type Inside = {
  open: { file: string; key: Uint8Array; cipher: Cipher };
  questions: Question[];
  warmers: Question[];
};

const { open, questions, warmers } = workerData as Inside;
const operations = searchOperations();
operations.open(open);
for (const question of warmers) operations.search(question);
const times = new Float64Array(questions.length);
for (const [at, question] of questions.entries()) {
  const since = performance.now();
  operations.search(question);
  times[at] = performance.now() - since;
}
operations.close();
parentPort?.postMessage(times);
