/**
 * The moment a request is sent: until then the desk can take it back by itself, from then on only the server decides.
 *
 * Invariants
 * - That a request is being sent is on the disk before the first byte leaves. A crash in between leaves it as sent.
 * - Sending, cancelling and expiring go one after the other: a request that was cancelled is never sent.
 * - What expired stays so, however the clock is set afterwards.
 */
import { BehaviorSubject, type Observable } from 'rxjs';
import { staleness } from '#shared/request/expiry.ts';
import { isCancellable } from '#shared/request/machine.ts';
import { kindOf, type RequestOutcome } from '#shared/request/schema.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { RequestDoc } from '../store/schemas.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { hasOtherEmail } from './reset-email.ts';

const SENT = 'sentRequests';

export type SendGate = {
  /** Ids of requests that were or are being sent and are not answered. */
  sent$: Observable<ReadonlySet<string>>;
  isSent(id: string): boolean;
  /** Those of the requests that may be sent now; noted as sent. */
  admit(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** False when it was sent, or there is none. */
  cancel(id: string): Promise<boolean>;
  /** Ends what waited too long, and resets whose e-mail is another one by now. */
  expireOld(): Promise<void>;
};

export async function openSendGate(database: DeskDatabase): Promise<SendGate> {
  const waiting = await waitingOf(database);
  const known = new Set((await readSetting<string[]>(database, SENT)) ?? []);
  const sent$ = new BehaviorSubject<ReadonlySet<string>>(
    new Set(waiting.map(({ id }) => id).filter((id) => known.has(id))),
  );
  let turn: Promise<unknown> = Promise.resolve();
  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  async function expire(): Promise<void> {
    for (const one of await waitingOf(database)) {
      if (sent$.value.has(one.id)) continue;
      const outcome = staleness(kindOf(one), one.createdAt, new Date());
      if (outcome !== '') await end(database, one.id, 'expired', outcome);
      else if (await hasOtherEmail(database, one)) await end(database, one.id, 'cancelled', 'emailChanged');
    }
  }

  return {
    sent$,
    isSent: (id) => sent$.value.has(id),
    admit: (ids) =>
      exclusive(async () => {
        await expire();
        const waits = (await waitingOf(database)).map(({ id }) => id);
        const admitted = waits.filter((id) => ids.includes(id));
        const next = new Set([...waits.filter((id) => sent$.value.has(id)), ...admitted]);
        await writeSetting(database, SENT, [...next]);
        sent$.next(next);
        return new Set(admitted);
      }),
    cancel: (id) =>
      exclusive(async () => {
        const found = (await waitingOf(database)).find((one) => one.id === id);
        if (!found || sent$.value.has(id) || !isCancellable(found.state)) return false;
        await end(database, id, 'cancelled', '');
        return true;
      }),
    expireOld: () => exclusive(expire),
  };
}

async function waitingOf(database: DeskDatabase): Promise<RequestDoc[]> {
  const documents = await database.requests.find({ selector: { pendingSince: { $gt: '' } } }).exec();
  return documents.map((document) => document.toMutableJSON());
}

/** Ends it on this desk alone: without `pendingSince` it is never sent. */
async function end(
  database: DeskDatabase,
  id: string,
  state: 'cancelled' | 'expired',
  outcome: RequestOutcome,
): Promise<void> {
  const document = await database.requests.findOne(id).exec();
  await document?.incrementalModify((current) => ({
    ...current,
    state,
    outcome,
    endedAt: new Date().toISOString(),
    pendingSince: '',
  }));
}
