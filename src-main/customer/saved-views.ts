/** The searches that the user of this store keeps: private, on this desk, in the encrypted store. */
import { type SavedView, SavedViews } from '#shared/search/view.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

const SETTING = 'searchViews';

/** What is kept; nothing where it does not read, as after an older version. */
export async function readViews(database: DeskDatabase): Promise<SavedView[]> {
  const kept = SavedViews.safeParse(await readSetting(database, SETTING));
  return kept.success ? kept.data : [];
}

/** Keeps these in place of those before. */
export async function keepViews(database: DeskDatabase, views: SavedView[]): Promise<void> {
  await writeSetting(database, SETTING, views);
}
