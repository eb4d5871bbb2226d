/** The real core in this process: store, sync, services, without a window. */
import { firstValueFrom } from 'rxjs';
import { filter } from 'rxjs/operators';
import { type Core, type CoreConfig, startCore } from '#main/app.ts';
import { createLogger, type LogLine } from '#main/log.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import type { SessionState } from '#shared/api/session.ts';
import type { SyncStatus } from '#shared/api/sync.ts';
import { cookieBrowser } from './cookie-browser.ts';

export type TestCore = Core & {
  lines: LogLine[];
  /** Resolves with the first status that fits. */
  status(fits: (status: SyncStatus) => boolean): Promise<SyncStatus>;
  state(fits: (state: SessionState) => boolean): Promise<SessionState>;
};

/** `more` replaces parts of its configuration. */
export async function startTestCore(
  dataDir: string,
  serverUrl: string,
  more: Partial<CoreConfig> = {},
): Promise<TestCore> {
  const lines: LogLine[] = [];
  const core = await startCore({
    dataDir,
    serverUrl,
    slots: [createFileSlot()],
    log: createLogger((line) => lines.push(line)),
    info: { version: '0', host: 'browser', developer: true },
    openBrowser: async () => false,
    ...more,
  });
  return {
    ...core,
    lines,
    status: (fits) => firstValueFrom(core.session.desk().sync.status$.pipe(filter(fits))),
    state: (fits) => firstValueFrom(core.session.state$.pipe(filter(fits))),
  };
}

/** Signs a demo account in by the pages a person would see, and waits for its desk. */
export async function signInCore(core: TestCore, account: string): Promise<void> {
  const { url } = await core.session.startSignIn();
  await followSignIn(url, account);
  await core.state(({ state }) => state === 'signedIn');
}

/** Everything is pulled and nothing waits. */
export const isSynced = (status: SyncStatus): boolean =>
  status.network === 'online' && !status.firstSync && status.waiting === 0;

/** Walks the provider's pages from `start` to the desk's own redirect. */
export async function followSignIn(start: string, account: string): Promise<void> {
  const open = cookieBrowser();
  const page = await open(start);
  const end = await open(page.url, { method: 'POST', body: new URLSearchParams({ account }) });
  if (!end.text.includes('You are signed in')) throw new Error('The sign-in did not end.');
}
