/**
 * Find, see and change customers, for the signed-in user. A save is a three-way merge of what the form showed,
 * what it holds now and what the store holds, so that a change that arrived meanwhile is not overwritten.
 */
import { auditTime, combineLatest, map, type Observable, scan } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type {
  CustomerView,
  SearchHit,
  SearchResult,
  UpdateCustomer,
  UpdateOutcome,
} from '#shared/api/customer.ts';
import { changedFields, mergeCustomer } from '#shared/customer/merge.ts';
import { isEditable } from '#shared/customer/names.ts';
import { type Customer, type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import { trimmed } from '#shared/customer/trim.ts';
import { saveRules, validateCustomer } from '#shared/customer/validate.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import type { Clash } from '#shared/sync/three-way.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { CustomerDoc } from '../store/schemas.ts';
import { addAttention, clashEntry } from '../sync/attention.ts';

/** The search index of the store. */
export type CustomerIndex = {
  search(query: { text: string; limit: number }): Promise<SearchResult>;
  rows(ids: string[]): Promise<SearchHit[]>;
};

export type CustomerService = {
  search(query: { text: string; limit: number }): Promise<SearchResult>;
  rows(ids: string[]): Promise<SearchHit[]>;
  /** How many times anything changed, at most twice a second. */
  changes$: Observable<number>;
  watch(id: string): Observable<CustomerView | null>;
  update(change: UpdateCustomer): Promise<UpdateOutcome>;
};

const CHANGES_EVERY_MS = 500;

export function createCustomerService(
  database: DeskDatabase,
  index: CustomerIndex,
  me: () => Me,
): CustomerService {
  return {
    search: (query) => index.search(query),
    rows: (ids) => index.rows(ids),
    changes$: database.customers.eventBulks$.pipe(
      scan((count) => count + 1, 0),
      auditTime(CHANGES_EVERY_MS),
    ),
    watch: (id) =>
      combineLatest([database.customers.findOne(id).$, database.teams.find().$]).pipe(
        map(([document, teams]) => {
          if (!document) return null;
          const team = teams.find((one) => one.id === document.teamId);
          return toView(document.toMutableJSON(), team?.name ?? null, me());
        }),
      ),
    update: (change) => update(database, me(), change),
  };
}

function toView({ pendingSince, ...customer }: CustomerDoc, teamName: string | null, me: Me): CustomerView {
  const editable = isEditable(customer) && may(me.role, 'customer.edit');
  return { customer: customer as Customer, teamName, waiting: pendingSince !== '', editable };
}

/** Throws INVALID, NOT_FOUND and FORBIDDEN (a restricted customer). */
async function update(database: DeskDatabase, me: Me, change: UpdateCustomer): Promise<UpdateOutcome> {
  const mine = trimmed(change.mine);
  const document = await database.customers.findOne(change.id).exec();
  if (!document) throw new CoreError('NOT_FOUND');
  const issues = validateCustomer(mine, saveRules(editableOf(document.toMutableJSON())));
  if (issues.length > 0) throw new CoreError('INVALID', issues);
  if (!isEditable(document) || (mine.status === 'restricted' && change.base.status !== 'restricted')) {
    throw new CoreError('FORBIDDEN');
  }
  let clashes: Clash[] = [];
  const saved = await document.incrementalModify((current) => {
    const merge = mergeCustomer(change.base, mine, editableOf(current));
    clashes = merge.clashes;
    return apply(current, merge.merged, me);
  });
  if (clashes.length > 0) {
    await addAttention(database, {
      ...clashEntry('customers', saved.toMutableJSON(), clashes),
      id: uuidv7(),
    });
  }
  return { conflicts: [...new Set(clashes.map((clash) => clash.field.split('.')[0] ?? clash.field))] };
}

/** The document with the merged fields; itself when they change nothing, so that nothing is sent. */
function apply<T extends CustomerDoc>(current: T, merged: CustomerEditable, me: Me): T {
  if (changedFields(editableOf(current), merged).length === 0) return current;
  const now = new Date().toISOString();
  return {
    ...current,
    ...merged,
    mutationId: uuidv7(),
    pendingSince: current.pendingSince || now,
    updatedAt: now,
    updatedBy: me.sub,
  };
}
