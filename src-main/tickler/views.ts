/** Ticklers as they are shown: with the names of team and customer, and whether they wait for this user. */
import { combineLatest, map, type Observable, switchMap } from 'rxjs';
import type { TicklerView } from '#shared/api/tickler.ts';
import { isFor } from '#shared/contact/assignment.ts';
import { inWorkOrder } from '#shared/contact/due.ts';
import { displayName } from '#shared/customer/names.ts';
import type { Me } from '#shared/permission/me.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { TeamDoc, TicklerDoc } from '../store/schemas.ts';

/** All of a customer: open ones in the order to work them, then the resolved, newest first. */
export function watchTicklersOf(
  database: DeskDatabase,
  me: () => Me,
  customerId: string,
): Observable<TicklerView[]> {
  const found$ = database.ticklers.find({
    selector: { customerId },
    sort: [{ customerId: 'desc' }, { remindAt: 'desc' }],
  }).$;
  return combineLatest([found$, database.teams.find().$, database.customers.findOne(customerId).$]).pipe(
    map(([ticklers, teams, customer]) => {
      const name = customer ? displayName(customer) : '';
      const views = ticklers.map((one) => view(one.toMutableJSON(), me(), teams, name));
      const isOpen = ({ status }: TicklerView) => status !== 'resolved';
      return [...inWorkOrder(views.filter(isOpen)), ...views.filter((one) => !isOpen(one))];
    }),
  );
}

/** The open ones of all customers in the order to work them: those that wait for the user, or everybody's. */
export function watchOpen(
  database: DeskDatabase,
  me: () => Me,
  whose: 'mine' | 'everybodys',
): Observable<TicklerView[]> {
  const ofStatus = (status: string) =>
    database.ticklers.find({ selector: { status }, sort: [{ status: 'asc' }, { remindAt: 'asc' }] } as never)
      .$;
  const found$ = combineLatest([ofStatus('open'), ofStatus('inProcess'), database.teams.find().$]);
  return found$.pipe(
    switchMap(([open, inProcess, teams]) => {
      const all = [...open, ...inProcess].map((one) => one.toMutableJSON());
      const asked = whose === 'mine' ? all.filter((one) => isFor(me(), one, teams)) : all;
      const ids = [...new Set(asked.map(({ customerId }) => customerId))];
      return database.customers.findByIds(ids).$.pipe(
        map((customers) =>
          inWorkOrder(
            asked.map((one) => {
              const customer = customers.get(one.customerId);
              return view(one, me(), teams, customer ? displayName(customer) : '');
            }),
          ),
        ),
      );
    }),
  );
}

function view(tickler: TicklerDoc, me: Me, teams: readonly TeamDoc[], customerName: string): TicklerView {
  const {
    rev: _rev,
    mutationId: _mutation,
    scope: _scope,
    updatedAt: _at,
    updatedBy: _by,
    ...shown
  } = tickler;
  const { pendingSince, createdBy: _createdBy, teamId, ...rest } = shown;
  const teamName = teams.find(({ id }) => id === teamId)?.name ?? '';
  return { ...rest, teamName, customerName, mine: isFor(me, tickler, teams), waiting: pendingSince !== '' };
}
