/**
 * Persons of whom this desk keeps something though it may hold them no more: a change that was refused, a draft in a window. The
 * feed tells a desk of nobody outside its scope, so it asks the server whether they were forgotten.
 *
 * Invariant: it is asked anew after every pull of customers, as long as something of a stranger is kept.
 */
import { concatMap, type Observable, throttleTime } from 'rxjs';
import { ErasedAnswer, MAX_ERASED_IDS } from '#shared/sync/protocol.ts';
import { errorCode, type Logger } from '../log.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';

/** A burst of syncs asks once, and once more at its end. */
const ASK_EVERY_MS = 2_000;

export type Strangers = {
  /** A window keeps something of these. */
  keep(ids: readonly string[]): void;
  /** Asks whenever customers were pulled. */
  follow(pulled$: Observable<unknown>): void;
  close(): void;
};

export type StrangersParts = {
  database: DeskDatabase;
  server: Pick<Server, 'ask'>;
  network: Pick<Network, 'run'>;
  /** Told of those who were forgotten; on the disk when it resolves. */
  erased: (ids: readonly string[]) => Promise<void>;
  log: Logger;
};

export function openStrangers({ database, server, network, erased, log }: StrangersParts): Strangers {
  const inWindows = new Set<string>();
  let following: { unsubscribe(): void } | null = null;

  async function look(): Promise<void> {
    const refused = await database.attention.find().exec();
    const kept = [...refused.flatMap(({ customerId }) => customerId ?? []), ...inWindows];
    const held = await database.customers.findByIds(kept).exec();
    const strangers = [...new Set(kept)].filter((id) => !held.has(id));
    if (strangers.length === 0) return;
    const found = await ask(strangers.slice(0, MAX_ERASED_IDS));
    await erased(found);
    for (const id of found) inWindows.delete(id);
  }

  async function ask(ids: string[]): Promise<string[]> {
    const sent = { method: 'POST', path: '/sync/v1/erased', body: { ids } };
    const { status, body } = await network.run((signal) => server.ask(sent, signal));
    return status === 200 ? ErasedAnswer.parse(body).erased : [];
  }

  return {
    keep(ids) {
      for (const id of ids) inWindows.add(id);
    },
    follow(pulled$) {
      following = pulled$
        .pipe(
          // An erasure pokes whoever holds customers.
          throttleTime(ASK_EVERY_MS, undefined, { leading: true, trailing: true }),
          concatMap(() => look().catch((error) => log.info('forget.strangers', { code: errorCode(error) }))),
        )
        .subscribe();
    },
    close() {
      following?.unsubscribe();
    },
  };
}
