/**
 * The composition root of the core: configuration in, running core out. Imports no Electron; every host and
 * every test starts this.
 */
import type { SystemInfo } from '#shared/api/system.ts';
import type { Logger } from './log.ts';
import type { RpcContext } from './rpc/base.ts';
import { createScreenPops } from './screen-pop/screen-pops.ts';
import type { IdleClock } from './session/idle-lock.ts';
import { createSession, type Session } from './session/session.ts';
import type { LeaseClock } from './vault/lease.ts';
import type { KeySlots } from './vault/vault.ts';

export type CoreConfig = {
  /** Where this installation keeps the users' encrypted stores. */
  dataDir: string;
  serverUrl: string;
  /** Where keys are wrapped: the first takes new ones, the others still open what they hold. */
  slots: KeySlots;
  info: Omit<SystemInfo, 'keyStorage'>;
  log: Logger;
  openBrowser: (url: string) => Promise<boolean>;
  /** Tells the operating system that so many ticklers got due; left out where the host cannot. */
  notify?: (due: number) => void;
  /** After how long without use a desk with a PIN is locked; 15 where nothing is said. */
  idleMinutes?: number;
  idleClock?: IdleClock;
  /** The clocks that the lease goes by, in tests. */
  leaseClock?: LeaseClock;
  /** The vendor's public key (SPKI, DER, base64) that editions must be signed with; else the first that comes is kept. */
  editionKey?: string;
  /** For the test that looks for residue in the files: the same store, not encrypted. No host sets it. */
  plainStore?: boolean;
};

export type Core = { context: RpcContext; session: Session; close(): Promise<void> };

/** Starts the core. Resolves when the store of the last user, if any, is open or its problem is known. */
export async function startCore(config: CoreConfig): Promise<Core> {
  const { log, slots } = config;
  const session = createSession(config);
  await session.resume();
  const screenPops = createScreenPops(log);
  const context = { session, log, screenPops, info: { ...config.info, keyStorage: slots[0].kind } };
  return { context, session, close: () => session.close() };
}
