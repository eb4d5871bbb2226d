/**
 * Who is at this desk: the only owner of the open desk and of the session's state.
 *
 * Invariants: at most one desk is open; one transition runs at a time; signing out leaves unsent changes in the
 * encrypted store of that user, found again at their next sign-in.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BehaviorSubject, type Observable } from 'rxjs';
import { z } from 'zod';
import { type SessionState, STORE_PROBLEMS } from '#shared/api/session.ts';
import type { Me } from '#shared/permission/me.ts';
import { readFileIfThere, writeFileAtomically } from '../atomic-file.ts';
import { CoreError } from '../errors.ts';
import { errorCode, type Logger } from '../log.ts';
import { createServer } from '../sync/server.ts';
import type { KeySlots } from '../vault/vault.ts';
import { type Desk, openDesk } from './desk.ts';
import { createIdentity, type SignIn, type TokenSet } from './identity.ts';

export type Session = {
  state$: Observable<SessionState>;
  /** The open desk. Throws `CoreError('NOT_SIGNED_IN')`. */
  desk(): Desk;
  /** Opens the store of whoever was signed in when the program ended. Needs no network. */
  resume(): Promise<void>;
  startSignIn(): Promise<{ url: string; opened: boolean }>;
  cancelSignIn(): void;
  signOut(): Promise<void>;
  close(): Promise<void>;
};

export type SessionOptions = {
  dataDir: string;
  serverUrl: string;
  slots: KeySlots;
  log: Logger;
  /** Opens a page in the system browser; resolves with false where the host leaves that to its window. */
  openBrowser: (url: string) => Promise<boolean>;
};

const Remembered = z.object({ folder: z.string().regex(/^[0-9a-f]{32}$/) });
type Problem = Extract<SessionState, { state: 'signedOut' }>['problem'];

export function createSession(options: SessionOptions): Session {
  const { dataDir, serverUrl, log } = options;
  const state$ = new BehaviorSubject<SessionState>({ state: 'starting' });
  const identity = createIdentity(serverUrl);
  let desk: Desk | null = null;
  let signIn: SignIn | null = null;

  async function open(folder: string, signedIn: { me: Me; tokens: TokenSet } | null): Promise<void> {
    const onMe = (me: Me) => state$.next({ state: 'signedIn', me });
    const path = join(dataDir, 'users', folder);
    desk = await openDesk({ ...options, folder: path, identity, signedIn, onMe });
    if (!desk) return state$.next({ state: 'signedOut', problem: null });
    await writeFileAtomically(rememberedFile(dataDir), JSON.stringify({ folder }));
    state$.next({ state: 'signedIn', me: desk.me() });
  }

  async function finish(started: SignIn): Promise<void> {
    const tokens = await started.tokens;
    const server = createServer(serverUrl, async () => tokens.accessToken);
    const me = await server.me(AbortSignal.timeout(15_000));
    await open(await folderOf(dataDir, me.sub), { me, tokens });
  }

  function failed(error: unknown, fallback: Problem): void {
    const problem = STORE_PROBLEMS.find((code) => code === errorCode(error)) ?? fallback;
    log.warn('session.failed', { code: problem ?? 'none' });
    state$.next({ state: 'signedOut', problem });
  }

  return {
    state$,
    desk() {
      if (!desk) throw new CoreError('NOT_SIGNED_IN');
      return desk;
    },
    async resume() {
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      const remembered = await readRemembered(dataDir);
      if (!remembered) return state$.next({ state: 'signedOut', problem: null });
      await open(remembered, null).catch((error: unknown) => failed(error, 'STORE_CORRUPT'));
    },
    async startSignIn() {
      if (desk) throw new CoreError('SIGN_IN_FAILED');
      signIn?.cancel();
      const started = await identity.startSignIn().catch(() => {
        throw new CoreError('OFFLINE');
      });
      signIn = started;
      state$.next({ state: 'signingIn' });
      finish(started).catch((error: unknown) => {
        if (signIn === started) failed(error, 'SIGN_IN_FAILED');
      });
      return { url: started.url, opened: await options.openBrowser(started.url) };
    },
    cancelSignIn() {
      if (!signIn || desk) return;
      const cancelled = signIn;
      signIn = null;
      cancelled.cancel();
      state$.next({ state: 'signedOut', problem: null });
    },
    async signOut() {
      const closing = desk;
      desk = null;
      await rm(rememberedFile(dataDir), { force: true });
      state$.next({ state: 'signedOut', problem: null });
      await closing?.signOut();
    },
    async close() {
      signIn?.cancel();
      await desk?.close();
      desk = null;
    },
  };
}

const rememberedFile = (dataDir: string) => join(dataDir, 'session.json');

async function readRemembered(dataDir: string): Promise<string | null> {
  const text = await readFileIfThere(rememberedFile(dataDir));
  if (text === null) return null;
  try {
    return Remembered.parse(JSON.parse(text)).folder;
  } catch {
    return null;
  }
}

/** The folder of a user: a keyed hash, so that the names of folders tell nobody who worked here. */
async function folderOf(dataDir: string, sub: string): Promise<string> {
  const path = join(dataDir, 'folders.key');
  let key = await readFileIfThere(path);
  if (key === null) {
    key = randomBytes(32).toString('hex');
    await writeFileAtomically(path, key);
  }
  return createHmac('sha256', Buffer.from(key, 'hex')).update(sub).digest('hex').slice(0, 32);
}
