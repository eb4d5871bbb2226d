/** Who was forgotten, as this desk knows it: keyed hashes, for windows that ask about what they keep. */
import { createHmac } from 'node:crypto';
import { BehaviorSubject, map, type Observable } from 'rxjs';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

const SETTING = 'erased';
const MOST = 20_000;

export type ErasedBook = {
  /** How many there are; emits at once and after every one more. */
  count$: Observable<{ count: number }>;
  among(ids: readonly string[]): Promise<string[]>;
  add(ids: readonly string[]): Promise<void>;
};

/** @param key of this store, so that the hashes say nothing elsewhere. */
export async function openErased(database: DeskDatabase, key: string): Promise<ErasedBook> {
  const hashes$ = new BehaviorSubject((await readSetting<string[]>(database, SETTING)) ?? []);
  const hashOf = (id: string) => createHmac('sha256', key).update(`erased ${id}`).digest('base64');
  return {
    count$: hashes$.pipe(map(({ length }) => ({ count: length }))),
    among: async (ids) => {
      const known = new Set(hashes$.value);
      return ids.filter((id) => known.has(hashOf(id)));
    },
    async add(ids) {
      const next = [...new Set([...hashes$.value, ...ids.map(hashOf)])].slice(-MOST);
      if (next.length === hashes$.value.length) return;
      await writeSetting(database, SETTING, next);
      hashes$.next(next);
    },
  };
}
