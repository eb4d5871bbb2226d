/**
 * The services of a desk, for customers who are frozen by a request: masked ones are not shown, and nothing is written about
 * either kind.
 *
 * Invariant: whatever a window asks for goes through here, so that no screen has to know.
 */
import { combineLatest, map, type Observable } from 'rxjs';
import type { CustomerView } from '#shared/api/customer.ts';
import { Customer, emptyCustomer } from '#shared/customer/schema.ts';
import type { ContactWork } from '../contact/contact-work.ts';
import type { CustomerService } from '../customer/service.ts';
import { CoreError } from '../errors.ts';
import type { ProfileService } from '../profile/service.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { Frozen } from './frozen.ts';

type Services = ContactWork & { customers: CustomerService; profiles: ProfileService };

/** The same services, holding to what is frozen. */
export function freezeServices(database: DeskDatabase, frozen: Frozen, services: Services): Services {
  const { customers, contacts, comments, ticklers, orders, profiles, timeline, uncoded } = services;
  const refuse = (customerId: string) => {
    if (frozen.of(customerId)) throw new CoreError('FORBIDDEN');
  };
  const isMasked = (customerId: string) => frozen.of(customerId) === 'mask';
  const refuseTickler = async (id: string) => {
    const tickler = await database.ticklers.findOne(id).exec();
    if (tickler) refuse(tickler.customerId);
  };
  const refuseContact = async (id: string) => {
    const contact = await database.contacts.findOne(id).exec();
    if (contact) refuse(contact.customerId);
  };
  const refuseComment = async (id: string) => {
    const comment = await database.comments.findOne(id).exec();
    if (comment) refuse(comment.customerId);
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
        const result = await customers.search(query);
        return { ...result, hits: result.hits.flatMap((hit) => (isMasked(hit.id) ? maskedHit(hit) : hit)) };
      },
      async rows(ids) {
        const hits = await customers.rows(ids);
        return hits.flatMap((hit) => (isMasked(hit.id) ? { ...hit, ...NOTHING_SAID } : hit));
      },
      watch: (id) =>
        combineLatest([customers.watch(id), frozen.frozen$]).pipe(
          map(([view]) => view && frozenView(view, frozen)),
        ),
      async update(change) {
        refuse(change.id);
        return customers.update(change);
      },
      async restore(wish) {
        refuse(wish.id);
        return customers.restore(wish);
      },
      async duplicates(mine, except) {
        const found = await customers.duplicates(mine, except);
        return found.filter(({ hit }) => !isMasked(hit.id));
      },
      versions: (id) => unlessMasked(id, customers.versions(id), null),
    },
    contacts: {
      ...contacts,
      open$: shown(contacts.open$),
      async start(given) {
        refuse(given.customerId);
        return contacts.start(given);
      },
      async note(given) {
        await refuseContact(given.id);
        return contacts.note(given);
      },
      async decide(asked) {
        refuse(asked.customerId);
        return contacts.decide(asked);
      },
      async correct(to) {
        await refuseContact(to.id);
        return contacts.correct(to);
      },
      async wrapUp(given) {
        await refuseContact(given.id);
        return contacts.wrapUp(given);
      },
    },
    async uncoded() {
      const found = await uncoded();
      return found.filter(({ customerId }) => !isMasked(customerId));
    },
    comments: {
      async add(comment) {
        refuse(comment.customerId);
        return comments.add(comment);
      },
      async pin(given) {
        await refuseComment(given.id);
        return comments.pin(given);
      },
    },
    ticklers: {
      ...ticklers,
      ofCustomer: (id) => unlessMasked(id, ticklers.ofCustomer(id), []),
      mine$: shown(ticklers.mine$),
      everybodys$: shown(ticklers.everybodys$),
      reminders$: shown(ticklers.reminders$),
      async create(tickler) {
        refuse(tickler.customerId);
        return ticklers.create(tickler);
      },
      async note(which) {
        await refuseTickler(which.id);
        return ticklers.note(which);
      },
      async resolve(which) {
        await refuseTickler(which.id);
        return ticklers.resolve(which);
      },
    },
    orders: {
      watch: (id) =>
        combineLatest([orders.watch(id), frozen.frozen$]).pipe(
          map(([kept]) => (isMasked(id) ? { ...kept, orders: [] } : kept)),
        ),
      older: async (id) => (isMasked(id) ? [] : orders.older(id)),
    },
    profiles: {
      async answer(given) {
        refuse(given.customerId);
        return profiles.answer(given);
      },
    },
    timeline: (id) => unlessMasked(id, timeline(id), []),
  };
}

const NOTHING_SAID = {
  status: 'restricted' as const,
  flags: [],
  name: '',
  organisation: '',
  email: '',
  phone: '',
  city: '',
  postcode: '',
  lastContact: null,
  alike: [],
};

/** Found by their number alone: any other match would tell who they are. */
function maskedHit<T extends { matched: string }>(hit: T): T[] {
  return hit.matched === 'number' ? [{ ...hit, ...NOTHING_SAID }] : [];
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
