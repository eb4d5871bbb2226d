/** The entries of "needs attention" as a person reads them. */
import { auditTime, combineLatest, map, merge, type Observable, startWith } from 'rxjs';
import type { AttentionItem } from '#shared/api/sync.ts';
import { displayName } from '#shared/customer/names.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { AttentionDoc, ChangeDoc } from '../store/schemas.ts';

const LOOK_EVERY_MS = 300;

/** All open entries, newest first, with the customer's name as this desk knows it, and who made what stands. */
export function watchAttention(database: DeskDatabase): Observable<Promise<AttentionItem[]>> {
  // The version that tells who made what stands comes after the answer to the push; a customer who was refused goes after it.
  const news$ = merge(database.changes.eventBulks$, database.customers.eventBulks$).pipe(
    auditTime(LOOK_EVERY_MS),
    startWith(null),
  );
  return combineLatest([database.attention.find({ sort: [{ at: 'desc' }] }).$, news$]).pipe(
    map(async ([documents]) => {
      const entries = documents.map((document) => document.toMutableJSON());
      const ids = [...new Set(entries.flatMap(({ customerId }) => customerId ?? []))];
      const customers = await database.customers.findByIds(ids).exec();
      return Promise.all(
        entries.map(async (entry) => {
          const customer = customers.get(entry.customerId ?? '');
          return toItem(entry, customer ? displayName(customer) : '', await whoseStands(database, entry));
        }),
      );
    }),
  );
}

function toItem(
  { collectionName, fields, registration, ...rest }: AttentionDoc,
  customerName: string,
  theirsBy: AttentionItem['theirsBy'],
): AttentionItem {
  const shown = fields.map(({ field, mine, theirs, path }) => ({ field, mine, theirs, path: path ?? null }));
  const again = customerName === '' ? (registration ?? null) : null;
  return {
    ...rest,
    collection: collectionName,
    customerName,
    theirsBy,
    fields: shown,
    registration: again,
  };
}

/** The newest version in which somebody changed one of the fields that clashed. */
async function whoseStands(
  database: DeskDatabase,
  { reason, customerId, fields }: AttentionDoc,
): Promise<AttentionItem['theirsBy']> {
  if (reason !== 'conflict' || customerId === null) return null;
  const changes = await database.changes
    .find({ selector: { customerId }, sort: [{ customerId: 'desc' }, { at: 'desc' }] })
    .exec();
  const names = new Set(fields.map(({ field }) => field));
  const newest = changes.map((change) => change.toMutableJSON()).find((change) => touches(change, names));
  return newest ? { name: newest.actorName, at: newest.at } : null;
}

function touches(change: Pick<ChangeDoc, 'fields'>, names: ReadonlySet<string>): boolean {
  return change.fields.some(({ path }) => names.has(path.split('.')[0] ?? ''));
}
