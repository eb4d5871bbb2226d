/** What the search worker can be asked. */
import type { SearchHit, SearchQuestion, SearchResult } from '#shared/api/search.ts';
import type { Cipher } from '../storage-sqlite/cipher.ts';
import { type Connection, connect } from '../storage-sqlite/connect.ts';
import { StoreError } from '../storage-sqlite/errors.ts';
import type { Found } from './answer.ts';
import { packId } from './document-id.ts';
import type { Entry } from './entry.ts';
import { hitOf } from './hit.ts';
import { type RowReader, rowReader } from './index-rows.ts';
import { type BuildJob, LiveIndex } from './live-index.ts';
import { alikeWords, matchedField } from './matched.ts';
import { questionOf, wholeKeysOnly } from './question.ts';
import { RowCache } from './row-cache.ts';
import { atOneMoment, findIn } from './searcher.ts';
import type { Stamp } from './segment-store.ts';
import { FIRST_LOOSE_STEP } from './term-sources.ts';

export type SearchOperations = ReturnType<typeof searchOperations>;
/**
 * `exact`: only whole numbers and addresses find anybody, and only if they are of one customer. `hidden`: ids of customers who
 * are asked for as if there were none of them, so that no count and no order tells of them.
 */
export type IndexQuestion = SearchQuestion & { exact: boolean; hidden?: readonly string[] };

/** Rows of a list are from anywhere in the file; these are the pages that lists show most, and blocks of keys. */
const CACHE_KB = 16_384;

/** Changes that a search takes over before it answers. */
const WITH_A_SEARCH = 256;
/** While a sync writes it takes what somebody saved, or nothing: the rest is taken over between searches. */
const MEANWHILE = 32;
/** For so long after a search met more of them, a sync is taken to write on. */
const SYNC_LASTS_MS = 1_000;
/** Changes that are taken over between two searches; a few milliseconds of work. */
const BETWEEN_SEARCHES = 128;
/** After so many times work says that there is more. */
const TIMES = 64;

/** What is left to do: more to take over, a segment to make, segments to bring up to date. */
export type Work = { more: boolean; job: BuildJob | null; stamps: Stamp[] };

type Opened = { db: Connection; index: LiveIndex; reader: RowReader; rows: RowCache };

export function searchOperations() {
  let opened: Opened | null = null;
  let takingOver: Promise<boolean> | null = null;
  let isSyncUntil = 0;
  const current = (): Opened => {
    if (!opened) throw new StoreError('STORE_CLOSED');
    return opened;
  };
  return {
    open: ({ file, key, cipher }: { file: string; key: Uint8Array | null; cipher: Cipher }): void => {
      const db = connect(file, { cipher, key, readonly: true, cacheKb: CACHE_KB });
      const reader = rowReader(db);
      opened = { db, index: new LiveIndex(db), reader, rows: new RowCache(reader.stored) };
      atOneMoment(db, () => opened?.index.catchUp(BETWEEN_SEARCHES));
    },
    search: (asked: IndexQuestion): SearchResult => {
      const { db } = current();
      let isBehind = false;
      const answer = atOneMoment(db, () => {
        isBehind = catchUp(current().index);
        return search(current(), asked);
      });
      // What fails shows with the next search.
      if (isBehind) takeOver().catch(() => undefined);
      return answer;
    },
    rows: (ids: string[]): SearchHit[] => {
      const { reader } = current();
      return ids.flatMap((id) => {
        const row = reader.byId(packId(id));
        return row?.data ? [hitOf(row, JSON.parse(row.data) as Entry, { matched: 'none', alike: [] })] : [];
      });
    },
    /** Takes over what others wrote, a little at a time, and says what segment to make; null for none. */
    work: async (): Promise<Work> => {
      const { index } = current();
      const before = index.applied;
      if (index.isBehind) await takeSlowly(index);
      const more = await takeOver();
      if (!opened) return { more: false, job: null, stamps: [] };
      const idle = index.applied === before;
      const job = index.nextJob(idle);
      return { more, job, stamps: idle && !job ? index.nextStamps() : [] };
    },
    /** Bytes of memory that the index takes. */
    size: (): number => current().index.bytes,
    close: (): void => {
      opened?.db.close();
      opened = null;
    },
  };
  /** Takes over what a search has the time for; true when there is more. */
  function catchUp(index: LiveIndex): boolean {
    const before = index.applied;
    const isSync = takingOver !== null || performance.now() < isSyncUntil;
    const more = isSync ? index.catchUp(MEANWHILE, true) : index.catchUp(WITH_A_SEARCH);
    if (more || index.applied - before > MEANWHILE) isSyncUntil = performance.now() + SYNC_LASTS_MS;
    return more;
  }
  /** What others wrote, a little at a time between searches; true when there is more. One at a time. */
  function takeOver(): Promise<boolean> {
    takingOver ??= takeAll().finally(() => {
      takingOver = null;
    });
    return takingOver;
  }
  async function takeAll(): Promise<boolean> {
    for (let time = 0; time < TIMES; time += 1) {
      await new Promise(setImmediate);
      if (!opened) return false;
      const { db, index } = opened;
      if (!atOneMoment(db, () => index.catchUp(BETWEEN_SEARCHES))) return false;
    }
    return true;
  }
  /** Searches go on between two parts of a segment. */
  async function takeSlowly(index: LiveIndex): Promise<void> {
    for (const _ of index.takeSegments()) {
      await new Promise(setImmediate);
      if (!opened) return;
    }
  }
}

function search(
  { index, reader, rows }: Opened,
  { text, limit, filter, sort, whole, exact, hidden = [] }: IndexQuestion,
): SearchResult {
  rows.asOf(index.last);
  const asked = questionOf(text);
  const question = exact || whole ? wholeKeysOnly(asked) : asked;
  const narrowing = { filter: exact ? null : filter, sort, limit: limit + 1 };
  const { found, total } = index.without(ridsOf(reader, hidden), () => findIn(index, question, narrowing));
  const { words } = question;
  if (exact && found.length !== 1) return { hits: [], more: false, total: null, needsWhole: true, words };
  const hits = found.slice(0, limit).flatMap((one) => readHit(reader, rows, one, question.pieces));
  const more = found.length > limit;
  return { hits, more, total: more ? total : hits.length, needsWhole: false, words };
}

function ridsOf(reader: RowReader, ids: readonly string[]): number[] {
  return ids.flatMap((id) => reader.byId(packId(id))?.rid ?? []);
}

type Pieces = ReturnType<typeof questionOf>['pieces'];

function readHit(
  reader: RowReader,
  rows: RowCache,
  { segment, place, step }: Found,
  pieces: Pieces,
): SearchHit[] {
  const read = rows.row(segment.rids[place] as number);
  if (!read) return [];
  const matched = matchedField(read, pieces, () => reader.orders(read.rid));
  const alike = step < FIRST_LOOSE_STEP ? [] : alikeWords(read.words, pieces);
  return [{ ...read.hit, matched, alike }];
}
