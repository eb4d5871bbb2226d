/** Puts rescued changes back as soon as the new store has what the server has, and tells what became of them. */
import { filter, firstValueFrom, type Observable, Subject, takeUntil } from 'rxjs';
import type { SyncStatus } from '#shared/api/sync.ts';
import { errorCode, type Logger } from '../log.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { Health } from '../store/health.ts';
import { putBack, readRescue } from '../store/rescued.ts';

/** Returns what stops it. What was not put back by then is put back in a later run. */
export function followRescue(
  database: DeskDatabase,
  sync$: Observable<SyncStatus>,
  health: Health,
  log: Logger,
): () => Promise<void> {
  const stop$ = new Subject<void>();
  const tell = async () => {
    const rescue = await readRescue(database);
    health.tellRescue(rescue);
    return rescue?.waiting ?? 0;
  };
  const follow = async () => {
    if ((await tell()) === 0) return;
    const synced$ = sync$.pipe(
      filter(({ firstSync }) => !firstSync),
      takeUntil(stop$),
    );
    const synced = await firstValueFrom(synced$, { defaultValue: null });
    if (synced) await putBack(database);
    if (synced) await tell();
  };
  const following = follow().catch((error: unknown) => log.error('store.rescue', { code: errorCode(error) }));
  return async () => {
    stop$.next();
    await following;
  };
}
