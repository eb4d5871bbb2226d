/** The desk of one signed-in user: their encrypted store, its sync, and the services over both. */
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import type { Me } from '#shared/permission/me.ts';
import { type CommentService, createCommentService } from '../comment/service.ts';
import { type CustomerService, createCustomerService } from '../customer/service.ts';
import type { Logger } from '../log.ts';
import { openSearch } from '../search/open-search.ts';
import { openStore } from '../storage-sqlite/index.ts';
import { type DeskDatabase, openDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Settled } from '../sync/conflict-handler.ts';
import { createNetwork } from '../sync/network.ts';
import { createServer } from '../sync/server.ts';
import { type Sync, startSync } from '../sync/sync.ts';
import { STORE_FILE } from '../vault/files.ts';
import { type KeySlots, openVault } from '../vault/vault.ts';
import type { Identity, TokenSet } from './identity.ts';
import { createTokenKeeper } from './tokens.ts';

export type Desk = {
  /** The user as the server last described them. */
  me(): Me;
  customers: CustomerService;
  comments: CommentService;
  sync: Sync;
  /** Encrypts the drafts of the windows of this desk; base64 of 256 bits. */
  draftKey: string;
  close(): Promise<void>;
  /** Closes the desk and forgets the tokens; the unsent changes stay in the encrypted store. */
  signOut(): Promise<void>;
};

export type DeskOptions = {
  folder: string;
  serverUrl: string;
  slots: KeySlots;
  identity: Identity;
  log: Logger;
  /** A fresh sign-in, or null to go on with what the store remembers. */
  signedIn: { me: Me; tokens: TokenSet } | null;
  /** Told when the server describes the user anew. */
  onMe: (me: Me) => void;
};

/** Where index-writing code is loaded from inside the store worker. */
const HOOKS = new URL(
  import.meta.url.endsWith('.ts') ? '../search/index-hook.ts' : './index-hook.js',
  import.meta.url,
);

/**
 * Opens the store in `folder` and starts everything on it. Returns null when the store remembers no user.
 * Throws the store's and the vault's errors; whatever was opened is closed then.
 */
export async function openDesk(options: DeskOptions): Promise<Desk | null> {
  const { folder, slots, log } = options;
  const key = await openVault({ folder, slots });
  const file = join(folder, STORE_FILE);
  const store = await openStore({ file, key, hooks: HOOKS });
  const closers: (() => Promise<unknown>)[] = [() => store.close()];
  const closeAll = async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    const settled: Settled = new Set();
    const database = await openDatabase(file, store.storage, settled, log);
    closers.push(() => database.close());
    const remembered = await rememberUser(database, options.signedIn);
    if (!remembered) {
      await closeAll();
      return null;
    }
    const index = await openSearch({ file, key });
    closers.push(() => index.close());
    const desk = await startDesk(options, database, settled, remembered);
    closers.push(() => desk.sync.close());
    return {
      ...desk,
      customers: createCustomerService(database, index, desk.me),
      close: closeAll,
      async signOut() {
        await writeSetting(database, 'tokens', null);
        await writeSetting(database, 'me', null);
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll().catch(() => log.error('desk.close'));
    throw error;
  }
}

type Remembered = { me: Me; tokens: TokenSet };

async function rememberUser(database: DeskDatabase, fresh: Remembered | null): Promise<Remembered | null> {
  if (fresh) {
    await writeSetting(database, 'tokens', fresh.tokens);
    await writeSetting(database, 'me', fresh.me);
    return fresh;
  }
  const tokens = await readSetting<TokenSet>(database, 'tokens');
  const me = await readSetting<Me>(database, 'me');
  return tokens && me ? { tokens, me } : null;
}

async function startDesk(
  options: DeskOptions,
  database: DeskDatabase,
  settled: Settled,
  { me: remembered, tokens }: Remembered,
) {
  let current = remembered;
  const me = () => current;
  const keeper = createTokenKeeper(options.identity, tokens, (next) =>
    writeSetting(database, 'tokens', next),
  );
  const network = createNetwork();
  const server = createServer(options.serverUrl, keeper.source);
  const clientId = await once(database, 'clientId', uuidv4);
  const sync = await startSync({ database, network, server, clientId, settled, log: options.log });
  followUser(
    () => network.run((signal) => server.me(signal)),
    async (fresh) => {
      if (JSON.stringify(fresh) === JSON.stringify(current)) return;
      current = fresh;
      await writeSetting(database, 'me', fresh);
      options.onMe(fresh);
    },
  );
  const draftKey = await once(database, 'draftKey', () =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64'),
  );
  return { me, sync, draftKey, comments: createCommentService(database, me) };
}

/** Asks once a run, as soon as there is a network, who the user is now: roles and scope change on the server. */
function followUser(ask: () => Promise<Me>, onMe: (me: Me) => Promise<void>): void {
  ask().then(onMe, () => undefined);
}

/** A value made on the first use and kept. */
async function once(database: DeskDatabase, id: string, make: () => string): Promise<string> {
  const found = await readSetting<string>(database, id);
  if (found !== null) return found;
  const made = make();
  await writeSetting(database, id, made);
  return made;
}
