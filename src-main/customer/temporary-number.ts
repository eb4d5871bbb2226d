/**
 * Numbers for customers whom the server does not know yet, such as `T-3F2A-17`: short enough to be read out on the phone.
 *
 * Invariant: this desk gives each once. The counter is on the disk before the number is used, so that a crash leaves
 * one out rather than giving it twice.
 */
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

/** The setting that counts them. */
export const TEMPORARY_NUMBERS = 'temporaryNumbers';
const DESK_LETTERS = 4;

/** A function that gives the next number of this desk; calls wait for each other. */
export function temporaryNumbers(database: DeskDatabase): () => Promise<string> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(() => issue(database));
    last = next.catch(() => undefined);
    return next;
  };
}

async function issue(database: DeskDatabase): Promise<string> {
  const count = ((await readSetting<number>(database, TEMPORARY_NUMBERS)) ?? 0) + 1;
  await writeSetting(database, TEMPORARY_NUMBERS, count);
  const clientId = (await readSetting<string>(database, 'clientId')) ?? '';
  return `T-${clientId.slice(0, DESK_LETTERS).toUpperCase()}-${count}`;
}
