/** What a desk does about requests and erasures: queueing, freezing, removing, confirming. */
import type { Me } from '#shared/permission/me.ts';
import { confirming } from '../forget/confirm.ts';
import { type ErasedBook, openErased } from '../forget/erased.ts';
import { type Eraser, openEraser } from '../forget/eraser.ts';
import { openStrangers } from '../forget/strangers.ts';
import type { Logger } from '../log.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';
import type { Sync } from '../sync/sync.ts';
import { type Frozen, followFrozen } from './frozen.ts';
import { requestServer } from './remote.ts';
import { openSendGate, type SendGate } from './send-gate.ts';
import { createRequestService, type RequestService } from './service.ts';

export type RequestWork = {
  requests: RequestService;
  erasures: ErasedBook;
  frozen: Frozen;
  gate: SendGate;
  eraser: Eraser;
  /** Tells it that sync runs now. */
  started(sync: Sync): void;
  /** Call it when the network is closed already. */
  close(): Promise<void>;
};

type Parts = {
  database: DeskDatabase;
  me: () => Me;
  server: Server;
  network: Network;
  clientId: string;
  /** Of this store alone. */
  key: string;
  purge: (collection: string, ids: readonly string[]) => Promise<unknown>;
  log: Logger;
};

/** Opens it, and first completes what an earlier run left. */
export async function openRequestWork(parts: Parts): Promise<RequestWork> {
  const { database, me, server, network, clientId, key, purge, log } = parts;
  const remote = requestServer(server, network);
  const running = Promise.withResolvers<Sync>();
  const erasures = await openErased(database, key);
  const eraser = await openEraser({
    database,
    purge,
    atRest: async () => (await running.promise).atRest(),
    erased: erasures,
    confirm: confirming(database, remote, clientId),
    log,
  });
  await eraser.resume();
  const strangers = openStrangers({
    ...{ database, server, network, log },
    erased: (ids) => eraser.note('customers', ids),
  });
  const gate = await openSendGate(database);
  const frozen = await followFrozen(database);
  const requests = createRequestService({ database, me, gate, server: remote });
  return {
    requests,
    erasures: {
      ...erasures,
      among(ids) {
        strangers.keep(ids);
        return erasures.among(ids);
      },
    },
    frozen,
    gate,
    eraser,
    started(sync) {
      running.resolve(sync);
      strangers.follow(sync.pulled$);
    },
    async close() {
      strangers.close();
      requests.close();
      frozen.close();
      await eraser.close();
    },
  };
}
