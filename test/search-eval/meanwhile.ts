/** Somebody who types while a store is written to: a key every so often, each search timed. */
import { setTimeout } from 'node:timers/promises';
import { plainQuestion, type SearchQuestion } from '#shared/api/search.ts';
import { quantile } from './report.ts';

const KEY_EVERY_MS = 40;
const HITS = 20;
const TEXTS = [
  'm',
  'ma',
  'mar',
  'mart',
  'marti',
  'martin',
  'martin e',
  'c-1000',
  '0125',
  'jo smi',
  'gomez@',
  'wilosn',
];

export type Times = { count: number; p50: number; p95: number; p99: number };

/** Begins; `stop` ends it and tells the times in milliseconds. */
export function typeMeanwhile(search: (question: SearchQuestion) => Promise<unknown>) {
  const times: number[] = [];
  let going = true;
  const type = async () => {
    for (let at = 0; going; at += 1) {
      const since = performance.now();
      await search(plainQuestion(TEXTS[at % TEXTS.length] ?? '', HITS));
      times.push(performance.now() - since);
      await setTimeout(KEY_EVERY_MS);
    }
  };
  const typing = type();
  return {
    async stop(): Promise<Times> {
      going = false;
      await typing;
      return timesOf(times);
    },
  };
}

export function timesOf(times: readonly number[]): Times {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(times, share)) as [
    number,
    number,
    number,
  ];
  return { count: times.length, p50, p95, p99 };
}
