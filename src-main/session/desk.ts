/** The desk of one signed-in user: their encrypted store, its sync, and the services over both. */
import { join } from 'node:path';
import { filter, skip } from 'rxjs';
import { v4 as uuidv4 } from 'uuid';
import type { Me } from '#shared/permission/me.ts';
import { followReadiness } from '../configuration/known-readiness.ts';
import { configurationServer } from '../configuration/remote.ts';
import { type ConfigurationService, createConfigurationService } from '../configuration/service.ts';
import { type ContactWork, createContactWork } from '../contact/contact-work.ts';
import { type CustomerService, createCustomerService } from '../customer/service.ts';
import { errorCode, type Logger } from '../log.ts';
import { createProfileService, type ProfileService } from '../profile/service.ts';
import { freezeIndex } from '../request/freeze-index.ts';
import { freezeServices } from '../request/freeze-services.ts';
import { freezeSync } from '../request/freeze-sync.ts';
import { openRequestWork, type RequestWork } from '../request/request-work.ts';
import { noteAsking } from '../search/note-asking.ts';
import { openSearch } from '../search/open-search.ts';
import { tellDamage } from '../search/tell-damage.ts';
import { openStore, type SqliteStore } from '../storage-sqlite/index.ts';
import { openAcknowledged } from '../store/acknowledged.ts';
import { type DeskDatabase, openDatabase } from '../store/database.ts';
import { databaseName } from '../store/database-name.ts';
import { createHealth, type Health } from '../store/health.ts';
import { STORE_HOOKS } from '../store/hooks-url.ts';
import { markPulled } from '../store/pulled-marks.ts';
import { dismissRescue } from '../store/rescued.ts';
import { dismissSetBack, readSetBack, settleSetBack } from '../store/set-back.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { markOpen } from '../store/unclean.ts';
import { guardWrites } from '../store/write-guard.ts';
import type { Settled } from '../sync/conflict-handler.ts';
import { createNetwork, type NetworkState } from '../sync/network.ts';
import { createPullRows, type PullRows } from '../sync/pull-rows.ts';
import { refetchForNewFields } from '../sync/refetch.ts';
import { createServer } from '../sync/server.ts';
import { createServerClock, withClock } from '../sync/server-clock.ts';
import { type Sync, startSync } from '../sync/sync.ts';
import { STORE_FILE } from '../vault/files.ts';
import { followLease, withLease } from '../vault/follow-lease.ts';
import { type LeaseClock, openLease } from '../vault/lease.ts';
import { readUnsent } from '../vault/unsent.ts';
import { type KeySlots, openVault } from '../vault/vault.ts';
import { withGoodEdition } from './accept-edition.ts';
import { followRescue } from './follow-rescue.ts';
import { followUnsent } from './follow-unsent.ts';
import type { Identity, TokenSet } from './identity.ts';
import { createTokenKeeper } from './tokens.ts';

export type Desk = ContactWork &
  Pick<RequestWork, 'requests' | 'erasures'> & {
    /** The user as the server last described them. */
    me(): Me;
    customers: CustomerService;
    configuration: ConfigurationService;
    profiles: ProfileService;
    sync: Sync;
    /** How the store is. */
    health: Health;
    /** The person has read what became of the changes that were rescued. */
    dismissRescue(): Promise<void>;
    /** The person has read that the store is older than what was saved here. */
    dismissSetBack(): Promise<void>;
    /** Goes on with the tokens of a fresh sign-in of the same user. */
    takeTokens(tokens: TokenSet): Promise<void>;
    /** Encrypts the drafts of the windows of this desk; base64 of 256 bits. */
    draftKey: string;
    close(): Promise<void>;
    /** Closes the desk and forgets the tokens; the unsent changes stay in the encrypted store. */
    signOut(): Promise<void>;
  };

/** Enough to need a page of its own, and to be refused by a disk that has nothing left. */
const PROBE_BYTES = 64 * 1024;

export type DeskOptions = {
  folder: string;
  serverUrl: string;
  slots: KeySlots;
  pin?: string;
  identity: Identity;
  log: Logger;
  /** A fresh sign-in, or null to go on with what the store remembers. */
  signedIn: { me: Me; tokens: TokenSet } | null;
  /** Told when the server describes the user anew. */
  onMe: (me: Me) => void;
  /** The key that editions must be signed with, where the installation says one. */
  editionKey?: string;
  /** Tells the operating system that ticklers got due, where the host can. */
  notify?: (due: number) => void;
  /** Called once, when the lease has ended and the server gives no other: the desk is to be closed. */
  onLeaseEnded: () => void;
  /** The clocks that the lease goes by, in tests. */
  leaseClock?: LeaseClock;
  /** For the test that looks for residue in the files: the same store, not encrypted. No host sets it. */
  plainStore?: boolean;
};

/**
 * Opens the store in `folder` and starts everything on it. Returns null when the store remembers no user.
 * Throws the store's and the vault's errors, and LEASE_ENDED; whatever was opened is closed then.
 */
export async function openDesk(options: DeskOptions): Promise<Desk | null> {
  const { folder, log } = options;
  const key = await openVault(options);
  const file = join(folder, STORE_FILE);
  const closers: (() => unknown)[] = [() => key.fill(0)];
  const closeAll = async () => {
    for (const close of closers.splice(0).toReversed()) await attempt(close, log);
  };
  try {
    const store = await openStore({ file, key: options.plainStore ? null : key, hooks: STORE_HOOKS });
    const mark = await markOpen(file);
    closers.push(() => store.close().then(mark.clear));
    const name = databaseName(file, key);
    const acknowledged = await openAcknowledged({ file, key, name }, log);
    closers.push(acknowledged.close);
    const guard = guardWrites(markPulled(acknowledged.noting(store.storage)));
    const settled: Settled = new Set();
    const database = await openDatabase(name, guard.storage, settled, log);
    closers.push(() => database.close());
    await settleSetBack(database, acknowledged, await readUnsent(folder), log);
    await refetchForNewFields(database, log);
    guard.probeWith(() => writeSetting(database, 'probe', 'x'.repeat(PROBE_BYTES)));
    const remembered = await rememberUser(database, options);
    if (!remembered) {
      await closeAll();
      return null;
    }
    const connection = connect(options, database, remembered.tokens);
    const lease = await openLease({
      ...{ database, log, sub: remembered.me.sub, clock: options.leaseClock },
      ask: (signal) => connection.server.ask({ method: 'GET', path: '/v1/lease' }, signal),
    });
    const index = await openSearch({ file, key, store });
    closers.push(() => index.close());
    const health = createHealth({ file, key }, guard.state$, log);
    closers.push(health.close);
    health.tellSetBack(await readSetBack(database));
    if (mark.wasUnclean) health.check();
    const isWritable = () => guard.state$.value === 'ok';
    const pullRows = createPullRows();
    const desk = await startDesk(options, database, settled, remembered.me, connection, {
      purge: store.purge,
      isWritable,
      pullRows,
    });
    const following = followLease(lease, desk.network, options.onLeaseEnded);
    closers.push(following.close);
    closers.push(desk.closeRequests);
    closers.push(() => desk.sync.close());
    closers.push(desk.work.ticklers.close);
    closers.push(followUnsent(folder, database, health, log));
    closers.push(followRescue(database, desk.sync.status$, health, log));
    closers.push(guard.close);
    const checked = tellDamage(noteAsking(index, pullRows.asked), health.check);
    const known = freezeIndex(checked, desk.frozen);
    const customers = createCustomerService(database, known, desk.me, desk.isOffline);
    const profiles = createProfileService(database, customers.update, desk.me);
    return {
      ...desk,
      sync: freezeSync({ ...desk.sync, status$: withLease(desk.sync.status$, following) }, desk.frozen),
      ...freezeServices(database, desk.frozen, { ...desk.work, customers, profiles }),
      health,
      async dismissRescue() {
        await dismissRescue(database);
        health.tellRescue(null);
      },
      async dismissSetBack() {
        await dismissSetBack(database);
        health.tellSetBack(null);
      },
      close: closeAll,
      async signOut() {
        await writeSetting(database, 'tokens', null);
        await writeSetting(database, 'me', null);
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** A part that does not close, on a full disk, keeps no other open. */
async function attempt(close: () => unknown, log: Logger): Promise<void> {
  try {
    await close();
  } catch (error) {
    log.error('desk.close', { code: errorCode(error) });
  }
}

type Remembered = { me: Me; tokens: TokenSet };

async function rememberUser(
  database: DeskDatabase,
  { signedIn, editionKey }: Pick<DeskOptions, 'signedIn' | 'editionKey'>,
): Promise<Remembered | null> {
  const me = await readSetting<Me>(database, 'me');
  if (signedIn) {
    const fresh = await withGoodEdition(database, signedIn.me, me, editionKey);
    await writeSetting(database, 'tokens', signedIn.tokens);
    await writeSetting(database, 'me', fresh);
    return { ...signedIn, me: fresh };
  }
  const tokens = await readSetting<TokenSet>(database, 'tokens');
  return tokens && me ? { tokens, me } : null;
}

/** The way to the server, with the tokens that the store remembers. */
function connect({ identity, serverUrl }: DeskOptions, database: DeskDatabase, tokens: TokenSet) {
  const keeper = createTokenKeeper(identity, tokens, (next) => writeSetting(database, 'tokens', next));
  const clock = createServerClock();
  return { keeper, clock, server: createServer(serverUrl, keeper.source, clock.watching(fetch)) };
}

async function startDesk(
  options: DeskOptions,
  database: DeskDatabase,
  settled: Settled,
  remembered: Me,
  { keeper, clock, server }: ReturnType<typeof connect>,
  {
    purge,
    isWritable,
    pullRows,
  }: Pick<SqliteStore, 'purge'> & { isWritable: () => boolean; pullRows: PullRows },
) {
  let current = remembered;
  const me = () => current;
  const network = createNetwork();
  const clientId = await once(database, 'clientId', uuidv4);
  const askWhoIAm = followUser(
    () => network.run((signal) => server.me(signal)),
    async (described) => {
      const fresh = await withGoodEdition(database, described, current, options.editionKey);
      if (JSON.stringify(fresh) === JSON.stringify(current)) return;
      current = fresh;
      await writeSetting(database, 'me', fresh);
      options.onMe(fresh);
    },
  );
  const { log } = options;
  const draftKey = await once(database, 'draftKey', () =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64'),
  );
  const request = await openRequestWork({
    database,
    me,
    server,
    network,
    clientId,
    key: draftKey,
    purge,
    log,
  });
  const sync = await startSync({
    ...{ database, network, server, clientId, settled, log, isWritable, pullRows },
    erasures: request.eraser,
    requests: request.gate,
    startedOver: askWhoIAm,
  });
  request.started(sync);
  askWhoIAm();
  // Whoever was away may have another role by now, or another edition.
  network.state$.pipe(filter(isOnline), skip(1)).subscribe(askWhoIAm);
  const configuration = createConfigurationService(database, configurationServer(server, network), me);
  followReadiness(database, server, network);
  const notify = options.notify ?? (() => undefined);
  const work = await createContactWork({ database, me, notify, log, server, network, sync, clock });
  const { requests, erasures, frozen, close: closeRequests } = request;
  return {
    me,
    sync: { ...sync, status$: withClock(sync.status$, clock) },
    draftKey,
    network,
    takeTokens: keeper.replace,
    isOffline: () => network.state() !== 'online',
    work,
    configuration,
    requests,
    erasures,
    frozen,
    closeRequests,
  };
}

const isOnline = (state: NetworkState) => state === 'online';

/**
 * How to ask who the user is now, as soon as there is a network: at the start, whenever the network is back, and when the
 * server makes the desk start over, as it does after a change of role or scope.
 */
function followUser(ask: () => Promise<Me>, onMe: (me: Me) => Promise<void>): () => void {
  return () => {
    ask().then(onMe, () => undefined);
  };
}

/** A value made on the first use and kept. */
async function once(database: DeskDatabase, id: string, make: () => string): Promise<string> {
  const found = await readSetting<string>(database, id);
  if (found !== null) return found;
  const made = make();
  await writeSetting(database, id, made);
  return made;
}
