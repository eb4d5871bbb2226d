/**
 * Find, see and change customers, for the signed-in user. A save is a three-way merge of what the form showed,
 * what it holds now and what the store holds, so that a change that arrived meanwhile is not overwritten.
 */
import { auditTime, combineLatest, firstValueFrom, map, type Observable, scan, shareReplay } from 'rxjs';
import type {
  Belonging,
  CreateCustomer,
  CreateOutcome,
  CustomerVersions,
  CustomerView,
  Duplicate,
  RestoreCustomer,
  UpdateCustomer,
  UpdateOutcome,
} from '#shared/api/customer.ts';
import type { SearchHit, SearchQuestion, SearchResult } from '#shared/api/search.ts';
import type { DecideClashes } from '#shared/api/sync.ts';
import { controlsOf } from '#shared/configuration/controls.ts';
import type { ConfigurationEntry } from '#shared/configuration/schema.ts';
import { isEditable } from '#shared/customer/names.ts';
import { regionsFor } from '#shared/customer/placement.ts';
import { Customer, type CustomerEditable } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { searchableOnly } from '#shared/search/allowed-filter.ts';
import type { SavedView } from '#shared/search/view.ts';
import { entriesOf } from '../configuration/service.ts';
import type { IndexQuestion } from '../search/search-operations.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { CustomerDoc } from '../store/schemas.ts';
import { watchBelonging } from './belonging.ts';
import { createCustomer } from './create.ts';
import { decideClashes } from './decide-clashes.ts';
import { findDuplicates } from './find-duplicates.ts';
import { saveCustomer } from './save.ts';
import { keepViews, readViews } from './saved-views.ts';
import { temporaryNumbers } from './temporary-number.ts';
import { restoreVersion, watchVersions } from './versions.ts';

/** The search index of the store. */
export type CustomerIndex = {
  search(question: IndexQuestion): Promise<SearchResult>;
  rows(ids: string[]): Promise<SearchHit[]>;
};

export type CustomerService = {
  search(question: SearchQuestion): Promise<SearchResult>;
  rows(ids: string[]): Promise<SearchHit[]>;
  /** The searches that the user keeps. */
  views(): Promise<SavedView[]>;
  keepViews(views: SavedView[]): Promise<void>;
  /** How many times anything changed, at most twice a second. */
  changes$: Observable<number>;
  watch(id: string): Observable<CustomerView | null>;
  belonging(id: string): Observable<Belonging>;
  update(change: UpdateCustomer): Promise<UpdateOutcome>;
  create(given: CreateCustomer): Promise<CreateOutcome>;
  /** The regions to choose from for a new customer. */
  regions(): Promise<string[]>;
  /** Customers on this desk who may be the one in a form, apart from `except`. */
  duplicates(mine: CustomerEditable, except: string): Promise<Duplicate[]>;
  versions(id: string): Observable<CustomerVersions | null>;
  restore(wish: RestoreCustomer): Promise<UpdateOutcome>;
  decide(decision: DecideClashes): Promise<void>;
};

const CHANGES_EVERY_MS = 500;

export function createCustomerService(
  database: DeskDatabase,
  index: CustomerIndex,
  me: () => Me,
  isOffline: () => boolean,
): CustomerService {
  const saver = () => ({ me: me(), offline: isOffline() });
  const nextNumber = temporaryNumbers(database);
  const configuration = followConfiguration(database);
  return {
    search: async (question) => index.search(allowed(question, await configuration(), me())),
    rows: (ids) => index.rows(ids),
    views: () => readViews(database),
    keepViews: (views) => keepViews(database, views),
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
    belonging: (id) => watchBelonging(database, index, id),
    update: (change) => saveCustomer(database, saver(), change),
    create: (given) => createCustomer(database, saver(), given, nextNumber),
    regions: async () => regionsFor(me(), await database.teams.find().exec()),
    duplicates: async (mine, except) =>
      findDuplicates(database, index, mine, { except, exact: isExact(await configuration()) }),
    versions: (id) => watchVersions(database, id),
    restore: (wish) => restoreVersion(database, saver(), wish),
    decide: (decision) => decideClashes(database, saver(), decision),
  };
}

/** What the configuration says now; read once and then followed, because it is asked with every key. */
function followConfiguration(database: DeskDatabase): () => Promise<ConfigurationEntry[]> {
  const entries$ = database.configuration.find().$.pipe(map(entriesOf), shareReplay(1));
  return () => firstValueFrom(entries$);
}

/** A question as the configuration allows it to a user. */
function allowed(
  question: SearchQuestion,
  entries: readonly ConfigurationEntry[],
  { role }: Me,
): IndexQuestion {
  const filter = question.filter && searchableOnly(question.filter, entries, role);
  return { ...question, filter, exact: isExact(entries) };
}

/** Whether only whole numbers and addresses find anybody. */
function isExact(entries: readonly ConfigurationEntry[]): boolean {
  return controlsOf(entries).SEARCH_MODE === 'EXACT';
}

function toView(
  { pendingSince, unsent: _unsent, ...customer }: CustomerDoc,
  teamName: string | null,
  me: Me,
): CustomerView {
  const editable = isEditable(customer) && may(me.role, 'customer.edit');
  return { customer: Customer.parse(customer), teamName, waiting: pendingSince !== '', editable };
}
