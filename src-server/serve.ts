/** One listening server with its pool. Guards that it closes within `CLOSE_MS`, and in the right order. */
import type { AddressInfo } from 'node:net';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { createPool } from './db/pool.ts';
import { readSigned } from './edition/read-signed.ts';
import { replayLedger } from './erasure/replay.ts';
import { issuerKeys, type KeySet } from './identity/token.ts';
import { openPrivacy, requireSameKey } from './privacy/privacy.ts';
import { renewEpochIfRestored } from './sync/epoch.ts';

const CLOSE_MS = 5000;

export type RunningServer = {
  url: string;
  /** Takes no more requests, ends streams, waits for running requests, closes the pool; at most 5 s. */
  close(): Promise<void>;
};

/**
 * Starts a server on `config.host` and `config.port` (0 for a free one). The database must be migrated.
 * @throws when the database cannot be reached, the port is taken, or the edition is not what the vendor signed.
 */
export async function serve(
  config: Config,
  keys: KeySet = issuerKeys(config.issuer),
): Promise<RunningServer> {
  const edition = config.edition && (await readSigned(config.edition));
  const pool = createPool(config.databaseUrl);
  const privacy = await openPrivacy(config.privacyDir);
  const app = await buildApp({ config, pool, keys, privacy, edition });
  try {
    await renewEpochIfRestored(pool);
    await requireSameKey(pool, privacy);
    // Before anybody can ask: a database that was restored may hold persons who were forgotten since.
    await replayLedger(pool, privacy);
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await app.close();
    await pool.end();
    throw error;
  }
  const address = app.server.address() as AddressInfo;
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${host}:${address.port}`,
    close: () =>
      within(
        CLOSE_MS,
        app.close().then(() => pool.end()),
        () => app.server.closeAllConnections(),
      ),
  };
}

/** Waits for `work`; when `ms` have passed, calls `giveUp` and waits no more. */
async function within(ms: number, work: Promise<void>, giveUp: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      giveUp();
      resolve();
    }, ms);
  });
  await Promise.race([work, deadline]);
  clearTimeout(timer);
}
