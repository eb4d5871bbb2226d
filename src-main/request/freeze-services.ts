/**
 * The services of a desk, for customers who are frozen by a request: masked ones are not shown, and nothing is written about
 * either kind.
 *
 * Invariant: whatever a window asks for goes through here, so that no screen has to know.
 */
import { combineLatest, map, type Observable, of, switchMap } from 'rxjs';
import type { CustomerView } from '#shared/api/customer.ts';
import type { SearchHit, SearchQuestion, SearchResult } from '#shared/api/search.ts';
import { foldKey } from '#shared/customer/normalise.ts';
import { Customer, emptyCustomer } from '#shared/customer/schema.ts';
import type { ContactWork } from '../contact/contact-work.ts';
import type { CustomerService } from '../customer/service.ts';
import { CoreError } from '../errors.ts';
import type { ProfileService } from '../profile/service.ts';
import { collectionOf } from '../store/collection-of.ts';
import type { DeskDatabase } from '../store/database.ts';
import { maskedIds } from './freeze-index.ts';
import type { Frozen } from './frozen.ts';

type Services = ContactWork & { customers: CustomerService; profiles: ProfileService };

/** The same services, holding to what is frozen. */
export function freezeServices(database: DeskDatabase, frozen: Frozen, services: Services): Services {
  const { customers, contacts, comments, ticklers, orders, profiles, timeline, uncoded } = services;
  const refuse = (customerId: string) => {
    if (frozen.of(customerId)) throw new CoreError('FORBIDDEN');
  };
  const isMasked = (customerId: string) => frozen.of(customerId) === 'mask';
  /** The call, for a customer who is not frozen. */
  const onCustomer =
    <G extends { customerId: string }, R>(call: (given: G) => Promise<R>) =>
    async (given: G): Promise<R> => {
      refuse(given.customerId);
      return call(given);
    };
  /** The call, for what hangs on a customer who is not frozen. */
  const onHanging =
    <G extends { id: string }, R>(
      name: 'ticklers' | 'contacts' | 'comments',
      call: (given: G) => Promise<R>,
    ) =>
    async (given: G): Promise<R> => {
      const document = await collectionOf<{ customerId: string }>(database, name).findOne(given.id).exec();
      if (document) refuse(document.customerId);
      return call(given);
    };
  /** What a list shows of customers that are not masked. */
  const shown = <T extends { customerId: string }>(list$: Observable<T[]>): Observable<T[]> =>
    combineLatest([list$, frozen.frozen$]).pipe(
      map(([list]) => list.filter(({ customerId }) => !isMasked(customerId))),
    );
  /** What belongs to one customer; `nothing` while they are masked. */
  const unlessMasked = <T>(customerId: string, value$: Observable<T>, nothing: T): Observable<T> =>
    combineLatest([value$, frozen.frozen$]).pipe(map(([value]) => (isMasked(customerId) ? nothing : value)));

  return {
    customers: {
      ...customers,
      async search(query) {
        const ids = maskedIds(frozen);
        // A second way to the worker would be longer than the first: each waits for the main thread.
        if (ids.length === 0) return customers.search(query);
        const [result, rows] = await Promise.all([customers.search(query), customers.rows(ids)]);
        return withMasked(result, query, rows);
      },
      watch: (id) =>
        combineLatest([customers.watch(id), frozen.frozen$]).pipe(
          map(([view]) => view && frozenView(view, frozen)),
        ),
      belonging: (id) =>
        frozen.frozen$.pipe(
          switchMap(() => (isMasked(id) ? of({ hits: [], more: false }) : customers.belonging(id))),
        ),
      async update(change) {
        refuse(change.id);
        return customers.update(change);
      },
      async decide(decision) {
        const entry = await database.attention.findOne(decision.id).exec();
        if (entry) refuse(entry.customerId ?? entry.documentId);
        return customers.decide(decision);
      },
      async restore(wish) {
        refuse(wish.id);
        return customers.restore(wish);
      },
      versions: (id) => unlessMasked(id, customers.versions(id), null),
    },
    contacts: {
      ...contacts,
      open$: shown(contacts.open$),
      start: onCustomer(contacts.start),
      note: onHanging('contacts', contacts.note),
      decide: onCustomer(contacts.decide),
      correct: onHanging('contacts', contacts.correct),
      wrapUp: onHanging('contacts', contacts.wrapUp),
    },
    async uncoded() {
      const found = await uncoded();
      return found.filter(({ customerId }) => !isMasked(customerId));
    },
    comments: {
      add: onCustomer(comments.add),
      pin: onHanging('comments', comments.pin),
      followUp: onHanging('comments', comments.followUp),
      correct: onHanging('comments', comments.correct),
    },
    ticklers: {
      ...ticklers,
      ofCustomer: (id) => unlessMasked(id, ticklers.ofCustomer(id), []),
      mine$: shown(ticklers.mine$),
      everybodys$: shown(ticklers.everybodys$),
      reminders$: shown(ticklers.reminders$),
      create: onCustomer(ticklers.create),
      note: onHanging('ticklers', ticklers.note),
      resolve: onHanging('ticklers', ticklers.resolve),
    },
    orders: {
      watch: (id) =>
        combineLatest([orders.watch(id), frozen.frozen$]).pipe(
          map(([kept]) => (isMasked(id) ? { ...kept, orders: [] } : kept)),
        ),
      older: async (id) => (isMasked(id) ? [] : orders.older(id)),
    },
    profiles: {
      answer: onCustomer(profiles.answer),
    },
    timeline: (id) => unlessMasked(id, timeline(id), []),
  };
}

/** Found by their whole number alone: any other match, and any filter beside it, would tell who they are. */
function withMasked(
  result: SearchResult,
  { text, filter }: SearchQuestion,
  masked: SearchHit[],
): SearchResult {
  const number = foldKey(text);
  const found = filter || number === '' ? [] : masked.filter((hit) => foldKey(hit.number) === number);
  if (found.length === 0) return result;
  const hits = [...found.map((hit) => ({ ...hit, matched: 'number' as const })), ...result.hits];
  const total = result.more ? result.total && result.total + found.length : hits.length;
  return { ...result, hits, total, needsWhole: false };
}

function frozenView(view: CustomerView, frozen: Frozen): CustomerView {
  const how = frozen.of(view.customer.id);
  if (!how) return view;
  const customer = how === 'mask' ? masked(view.customer) : view.customer;
  return { ...view, customer, editable: false, frozen: how };
}

/** What the server needs to know them by, and nothing else. */
function masked({
  id,
  rev,
  mutationId,
  scope,
  updatedAt,
  updatedBy,
  number,
  region,
  teamId,
}: Customer): Customer {
  return Customer.parse({
    ...emptyCustomer(),
    ...{ id, rev, mutationId, scope, updatedAt, updatedBy, number, region, teamId },
    status: 'restricted',
    customerSince: '1970-01-01',
    flags: [],
    externalId: null,
  });
}
