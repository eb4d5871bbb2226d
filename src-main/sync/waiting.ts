/**
 * What waits to be sent, and taking it back.
 *
 * Invariants
 * - What is taken back is never sent: a document that the server has goes back to its confirmed state, one that it has not
 *   leaves this desk. What was on its way already may still arrive; the server's answer then brings it back.
 * - Until the desk is closed it can be put back as it was.
 */
import { auditTime, map, merge, type Observable, startWith } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { Waiting, WaitingItem } from '#shared/api/sync.ts';
import type { Unsent } from '#shared/changes/schema.ts';
import { displayName } from '#shared/customer/names.ts';
import { type CollectionName, WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import { CoreError } from '../errors.ts';
import { collectionOf } from '../store/collection-of.ts';
import { countWaiting, WAITS } from '../store/counts.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { Replicated } from './push.ts';
import { confirmedState } from './unsent.ts';
import { goneDocument } from './wire.ts';

type Document = Replicated & { customerId?: string; unsent?: Unsent };
type Place = { collection: CollectionName; id: string };

export type WaitingList = {
  waiting$: Observable<Promise<Waiting>>;
  discard(place: Place): Promise<void>;
  undiscard(place: Place): Promise<void>;
};

const SHOWN = 100;
const LOOK_EVERY_MS = 150;

export function createWaitingList(database: DeskDatabase): WaitingList {
  const discarded = new Map<string, Document>();
  const changes$ = merge(...WRITABLE_COLLECTIONS.map((name) => database[name].eventBulks$));
  return {
    waiting$: changes$.pipe(
      auditTime(LOOK_EVERY_MS),
      startWith(null),
      map(() => readWaiting(database)),
    ),
    async discard({ collection, id }) {
      const document = await collectionOf<Document>(database, collection).findOne(id).exec();
      const mine = document?.toMutableJSON() as Document | undefined;
      if (!document || !mine || !isDiscardable(collection, mine)) throw new CoreError('NOT_FOUND');
      discarded.set(id, mine);
      if (mine.rev !== '') {
        await document.incrementalModify((now) => {
          const { unsent: _taken, ...rest } = confirmedState(now as Document);
          return { ...rest, mutationId: uuidv7(), pendingSince: '' } as typeof now;
        });
        return;
      }
      // Emptied first: a tombstone keeps its fields, and one that waits would be sent.
      await document.incrementalModify((now) => ({
        ...now,
        ...goneDocument(collection, id),
        _deleted: now._deleted,
      }));
      await document.getLatest().incrementalRemove();
    },
    async undiscard({ collection, id }) {
      const mine = discarded.get(id);
      if (!mine) throw new CoreError('NOT_FOUND');
      // What hung on somebody who has left this desk meanwhile, as one who was forgotten, is not put back.
      const owner = mine.customerId ?? (mine.rev === '' ? undefined : id);
      if (owner !== undefined && !(await database.customers.findOne(owner).exec())) {
        discarded.delete(id);
        throw new CoreError('NOT_FOUND');
      }
      // A new mutation: RxDB may take the one it knows for sent.
      await collectionOf<Document>(database, collection).incrementalUpsert({ ...mine, mutationId: uuidv7() });
      discarded.delete(id);
    },
  };
}

/** What can be told of as it was before: customers by the fields that wait, anything that is here only. */
function isDiscardable(collection: CollectionName, { pendingSince, rev, unsent }: Document): boolean {
  if (pendingSince === '' || collection === 'requests') return false;
  return rev === '' || (collection === 'customers' && unsent !== undefined);
}

async function readWaiting(database: DeskDatabase): Promise<Waiting> {
  const pages = await Promise.all(WRITABLE_COLLECTIONS.map((name) => pageOf(database, name)));
  const oldest = pages
    .flat()
    .sort((one, other) => (one.since < other.since ? -1 : 1))
    .slice(0, SHOWN);
  const customers = await database.customers
    .findByIds([...new Set(oldest.map(({ customerId }) => customerId))])
    .exec();
  const items = oldest.map((item) => {
    const customer = customers.get(item.customerId);
    return { ...item, customerName: customer ? displayName(customer) : '' };
  });
  return { items, total: await countWaiting(database) };
}

async function pageOf(
  database: DeskDatabase,
  collection: CollectionName,
): Promise<Omit<WaitingItem, 'customerName'>[]> {
  const found = await collectionOf<Document>(database, collection)
    .find({ selector: WAITS, sort: [{ pendingSince: 'asc' }], limit: SHOWN })
    .exec();
  return found.map((one) => {
    const document = one.toJSON() as Document;
    const { id, rev, pendingSince, customerId = id, unsent } = document;
    return {
      collection,
      documentId: id,
      customerId,
      since: pendingSince,
      isNew: rev === '',
      fields: [...new Set((unsent?.fields ?? []).map(({ path }) => path))],
      discardable: isDiscardable(collection, document),
    };
  });
}
