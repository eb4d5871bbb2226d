/** The table of an evaluation. */
import { cpus, totalmem } from 'node:os';
import type { Times } from './meanwhile.ts';
import type { Sizes } from './sizes.ts';
import type { Extents } from './units.ts';

export type Result = {
  kind: string;
  /** Of the whole question, as the core asks it. */
  ms: number;
  /** Of the search alone, without the way to its worker. */
  inside: number;
  labelled: boolean;
  /** Place of the expected customer, from 0; below 0 for none. */
  rank: number;
};

export type Told = Sizes & {
  results: Result[];
  firstAnswer: number;
  rss: number;
  indexBytes: number;
  floor: { near: number; anywhere: number };
  /** From a change that was stored until a search found the customer by it. */
  changed: Times;
};

export type Loaded = {
  customers: number;
  written: number;
  built: number;
  peak: number;
  /** Of who typed while it was written. */
  searches: Times;
  extents: Extents;
};

export type PeerTold = {
  name: string;
  customers: number;
  built: number;
  rss: number;
  results: Result[];
};

const MB = 2 ** 20;
const FIRST = 1;
const SHOWN = 10;

export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Lines of Markdown that also read well on a screen. */
export function reportOf(loaded: Loaded, told: Told): string {
  const kinds = [...new Set(told.results.map(({ kind }) => kind))];
  const rows = kinds.map((kind) =>
    rowOf(
      kind,
      told.results.filter((result) => result.kind === kind),
      told.floor.near,
    ),
  );
  const worst = Math.max(...kinds.map((kind) => quantile(insideOf(told, kind), 0.99)));
  const head = [
    'kind',
    'n',
    'p50',
    'p95',
    'p99',
    'search p50',
    'search p99',
    'ratio p50',
    'ratio p99',
    'recall@1',
    'recall@10',
  ];
  return [
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${mb(totalmem())} MB of memory, Node ${process.versions.node}`,
    '',
    ...tableOf([head, ...rows]),
    '',
    `Times in ms: p50, p95, p99 as the core asks its search worker; "search" is the work itself. Ratios are the search to`,
    `reading 20 rows of the same store in the same run (${told.floor.near.toFixed(3)} ms; from anywhere in the file ${told.floor.anywhere.toFixed(3)} ms).`,
    '',
    ...tableOf([
      ['measured', 'value'],
      ['customers', loaded.customers.toLocaleString('en')],
      ['written by the product’s own write path', `${(loaded.written / 1000).toFixed(1)} s`],
      ['build: written and every segment made', `${(loaded.built / 1000).toFixed(1)} s`],
      ['a search while it was written, p50, p95, p99', threeOf(loaded.searches)],
      ['from a stored change to found by it, p50, p95, p99', threeOf(told.changed)],
      ['most resident while loading', `${mb(loaded.peak)} MB`],
      ['index in memory', `${mb(told.indexBytes)} MB`],
      ['index in the file: segments', `${mb(told.segmentBytes)} MB in ${told.segments}`],
      ['index in the file: rows of the result list', `${mb(told.rowBytes)} MB`],
      ['whole store', `${mb(told.fileBytes)} MB`],
      ['resident after all questions', `${mb(told.rss)} MB`],
      ['opening the store to the first answer', `${told.firstAnswer.toFixed(0)} ms`],
      [
        'slowest kind, p99 of the search',
        `${worst.toFixed(2)} ms, ${(worst / told.floor.near).toFixed(1)} times 20 rows`,
      ],
    ]),
  ].join('\n');
}

function threeOf({ p50, p95, p99 }: Times): string {
  return `${[p50, p95, p99].map((ms) => ms.toFixed(1)).join(', ')} ms`;
}

/** The peers beside ours, over the questions that have no filter. */
export function peersOf(ours: Told, peers: readonly PeerTold[]): string {
  const first = peers[0];
  if (!first) return '';
  const kinds = new Set(first.results.map(({ kind }) => kind));
  const mine = ours.results.filter(({ kind }) => kinds.has(kind));
  const head = [
    'search',
    'customers',
    'build, s',
    'resident, MB',
    'p50',
    'p99',
    'worst kind, p99',
    'recall@10',
  ];
  const rows = peers.map((peer) => [
    peer.name,
    peer.customers.toLocaleString('en'),
    (peer.built / 1000).toFixed(1),
    mb(peer.rss),
    ...cellsOf(peer.results),
  ]);
  return tableOf([head, ['Callbook', '', '', mb(ours.rss), ...cellsOf(mine)], ...rows]).join('\n');
}

function cellsOf(results: Result[]): string[] {
  const labelled = results.filter((result) => result.labelled);
  const found = labelled.filter(({ rank }) => rank >= 0 && rank < SHOWN);
  const byKind = Map.groupBy(results, ({ kind }) => kind);
  const p99 = (some: readonly Result[]) =>
    quantile(
      some.map(({ inside }) => inside),
      0.99,
    );
  return [
    quantile(
      results.map(({ inside }) => inside),
      0.5,
    ).toFixed(2),
    p99(results).toFixed(2),
    Math.max(...[...byKind.values()].map(p99)).toFixed(2),
    (found.length / labelled.length).toFixed(3),
  ];
}

function insideOf({ results }: Told, kind: string): number[] {
  return results.filter((result) => result.kind === kind).map(({ inside }) => inside);
}

function rowOf(kind: string, results: Result[], floor: number): string[] {
  const [times, inside] = [results.map(({ ms }) => ms), results.map((result) => result.inside)];
  const labelled = results.filter((result) => result.labelled);
  const recall = (within: number) => {
    if (labelled.length === 0) return '';
    return (labelled.filter(({ rank }) => rank >= 0 && rank < within).length / labelled.length).toFixed(3);
  };
  return [
    kind,
    String(results.length),
    ...[0.5, 0.95, 0.99].map((share) => quantile(times, share).toFixed(2)),
    ...[0.5, 0.99].map((share) => quantile(inside, share).toFixed(2)),
    ...[0.5, 0.99].map((share) => (quantile(inside, share) / floor).toFixed(1)),
    recall(FIRST),
    recall(SHOWN),
  ];
}

function tableOf([head = [], ...rows]: string[][]): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)];
}

function mb(bytes: number): string {
  return (bytes / MB).toFixed(bytes < 100 * MB ? 1 : 0);
}
