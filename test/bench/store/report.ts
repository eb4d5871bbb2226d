/** The tables of a run, as Markdown: ratios against the limit of the same run first, figures beside them. */
import type { Measures } from './measure.ts';

export type Result = { name: string; n: number; measures: Measures };
export type Failure = { name: string; n: number; reason: string };
export type Promises = { readP95: number; longestPause: number; loopP95: number; rows: number };

export const LIMIT = 'raw, not encrypted';

/** Higher is better for rates, lower for times and bytes. */
const COLUMNS: readonly {
  title: string;
  of: (measures: Measures) => number;
  format: (value: number) => string;
}[] = [
  { title: 'bulk insert, docs/s', of: ({ bulk }) => bulk, format: whole },
  { title: 'single insert, p50 ms', of: ({ single }) => single.p50, format: fine },
  { title: 'get by id, p50 ms', of: ({ get }) => get.p50, format: fine },
  { title: 'indexed query, p50 ms', of: ({ query }) => query.p50, format: fine },
  { title: 'indexed query, p95 ms', of: ({ query }) => query.p95, format: fine },
  { title: 'changed since, docs/s', of: ({ changes }) => changes, format: whole },
  { title: 'reopen to first read, ms', of: ({ reopen }) => reopen, format: whole },
  { title: 'resident, MB', of: ({ rss }) => rss / 1e6, format: whole },
  { title: 'files, MB', of: ({ file }) => file / 1e6, format: whole },
];

export function renderReport(
  results: readonly Result[],
  failures: readonly Failure[],
  promises: readonly Promises[],
  machine: string,
): string {
  const sizes = [...new Set(results.map(({ n }) => n))];
  return [
    '# Benchmarks of the local store',
    '',
    'The last run of `npm run bench -- store`. In brackets: the ratio to the limit, a bare better-sqlite3 without',
    'encryption that has the same columns, indexes and settings and runs on the caller’s own thread. Ratios travel',
    'between machines, figures do not. Every candidate runs in a process of its own; bulk inserts are of 1,000',
    'customers of about 1.2 KB, and include turning them into text. “Get” and “query” go through RxDB’s collection',
    'where there is one, and include parsing; the query sorts by an index and takes 50. “Files” of the Dexie',
    'candidates are in memory.',
    '',
    `- ${machine}`,
    ...sizes.flatMap((n) => [
      '',
      `## ${whole(n)} customers`,
      '',
      ...table(results.filter((one) => one.n === n)),
      ...failures
        .filter((one) => one.n === n)
        .flatMap(({ name, reason }) => ['', `${name} did not get through: \`${reason}\``]),
    ]),
    '',
    '## While a store is written to',
    '',
    'While 10,000 customers are written into an encrypted store with its search index: how long point reads take, and',
    'how late the event loop of the main thread is. A caller that holds all 10,000 documents pays for it: V8 copies',
    'what is alive when it collects young garbage.',
    '',
    '| customers a call | point read, p95 ms | event loop late, p95 ms | at most, ms |',
    '|---:|---:|---:|---:|',
    ...promises.map(
      ({ rows, readP95, loopP95, longestPause }) =>
        `| ${whole(rows)} | ${fine(readP95)} | ${fine(loopP95)} | ${fine(longestPause)} |`,
    ),
    '',
  ].join('\n');
}

function table(results: readonly Result[]): string[] {
  const limit = results.find(({ name }) => name === LIMIT)?.measures;
  const hop = results.find(({ measures }) => measures.hop)?.measures.hop;
  return [
    `| | ${COLUMNS.map(({ title }) => title).join(' | ')} |`,
    `|---|${COLUMNS.map(() => '---:').join('|')}|`,
    ...results.map(({ name, measures }) => `| ${name} | ${cells(measures, limit).join(' | ')} |`),
    ...(hop
      ? [
          '',
          `An empty call to the reading worker and back: ${fine(hop.p50)} ms at p50, ${fine(hop.p95)} ms at p95.`,
        ]
      : []),
  ];
}

function cells(measures: Measures, limit: Measures | undefined): string[] {
  return COLUMNS.map(({ of, format }) => {
    const value = of(measures);
    const peer = limit ? of(limit) : 0;
    return peer > 0 ? `${format(value)} (${(value / peer).toFixed(2)})` : format(value);
  });
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function fine(value: number): string {
  return value.toFixed(value < 1 ? 3 : 1);
}
