/** Ticklers on this desk: made, worked and resolved at once, with or without a network. */
import type { Observable } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { Assignees, CreateTickler, TicklerView } from '#shared/api/tickler.ts';
import { type AssignTo, assign } from '#shared/contact/assignment.ts';
import { freeTextIssues } from '#shared/contact/contact-state.ts';
import type { TicklerAction } from '#shared/contact/schema.ts';
import {
  type Doing,
  mayDo,
  noted,
  postponed,
  reassigned,
  resolved,
  started,
} from '#shared/contact/tickler-state.ts';
import { isEditable } from '#shared/customer/names.ts';
import type { Me } from '#shared/permission/me.ts';
import { CoreError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { TicklerDoc } from '../store/schemas.ts';
import type { Colleagues } from './colleagues.ts';
import { type Reminders, watchReminders } from './reminders.ts';
import { watchOpen, watchTicklersOf } from './views.ts';

type Which = { id: string; actionId: string };

export type TicklerService = Reminders & {
  ofCustomer(customerId: string): Observable<TicklerView[]>;
  mine$: Observable<TicklerView[]>;
  everybodys$: Observable<TicklerView[]>;
  assignees(): Promise<Assignees>;
  create(tickler: CreateTickler): Promise<void>;
  start(which: Which): Promise<void>;
  note(which: Which & { text: string }): Promise<void>;
  postpone(which: Which & { remindAt: string }): Promise<void>;
  reassign(which: Which & { to: AssignTo }): Promise<void>;
  resolve(which: Which & { resolution: string }): Promise<void>;
};

export type TicklerOptions = {
  database: DeskDatabase;
  me: () => Me;
  colleagues: Colleagues;
  /** Tells the operating system how many ticklers got due; where the host can. */
  notify: (due: number) => void;
  log: Logger;
};

export async function createTicklerService(options: TicklerOptions): Promise<TicklerService> {
  const { database, me, colleagues } = options;
  const mine$ = watchOpen(database, me, 'mine');
  const act = (which: Which, code: TicklerAction['code'], texts: Record<string, string>, step: Step) =>
    change(database, me(), which, code, texts, step);
  return {
    ...(await watchReminders(database, mine$, options.notify, options.log)),
    ofCustomer: (customerId) => watchTicklersOf(database, me, customerId),
    mine$,
    everybodys$: watchOpen(database, me, 'everybodys'),
    assignees: async () => {
      const teams = await database.teams.find().exec();
      return { people: await colleagues(), teams: teams.map(({ id, name }) => ({ id, name })) };
    },
    create: (tickler) => create(database, me(), tickler),
    start: (which) => act(which, 'started', {}, (one, doing) => started(one, doing, me())),
    note: ({ text, ...which }) => act(which, 'note', { text }, (one, doing) => noted(one, doing, text)),
    postpone: ({ remindAt, ...which }) =>
      act(which, 'postponed', {}, (one, doing) => postponed(one, doing, remindAt)),
    resolve: ({ resolution, ...which }) =>
      act(which, 'resolved', { resolution }, (one, doing) => resolved(one, doing, resolution)),
    reassign: async ({ to, ...which }) => {
      const assignee = await assigneeOf(database, me(), to, which.id);
      const teams = await database.teams.find().exec();
      const team = teams.find(({ id }) => id === assignee.teamId);
      await act(which, 'reassigned', {}, (one, doing) =>
        reassigned(one, doing, assignee, assignee.assigneeName || (team?.name ?? '')),
      );
    },
  };
}

async function assigneeOf(database: DeskDatabase, me: Me, to: AssignTo, ticklerId: string) {
  const tickler = await database.ticklers.findOne(ticklerId).exec();
  if (!tickler) throw new CoreError('NOT_FOUND');
  const customer = await database.customers.findOne(tickler.customerId).exec();
  const teams = await database.teams.find().exec();
  return assign(to, { creator: me, customerTeamId: customer?.teamId ?? null, teams });
}

/** Throws INVALID, NOT_FOUND and FORBIDDEN (a restricted customer). The same id again makes nothing. */
async function create(database: DeskDatabase, me: Me, { to, ...given }: CreateTickler): Promise<void> {
  const issues = freeTextIssues({ text: given.text });
  if (issues.length > 0) throw new CoreError('INVALID', issues);
  const customer = await database.customers.findOne(given.customerId).exec();
  if (!customer) throw new CoreError('NOT_FOUND');
  if (!isEditable(customer)) throw new CoreError('FORBIDDEN');
  const teams = await database.teams.find().exec();
  const now = new Date().toISOString();
  const code = given.reopens === '' ? ('created' as const) : ('reopened' as const);
  const { error } = await database.ticklers.bulkInsert([
    {
      ...given,
      ...assign(to, { creator: me, customerTeamId: customer.teamId, teams }),
      rev: '',
      mutationId: uuidv7(),
      scope: [...customer.scope],
      updatedAt: now,
      updatedBy: me.sub,
      pendingSince: now,
      status: 'open',
      resolution: '',
      createdBy: me.sub,
      createdAt: now,
      actions: [{ id: uuidv7(), at: now, by: me.name, code, text: '' }],
    },
  ]);
  const failed = error.find((one) => one.status !== 409);
  if (failed) throw new CoreError('INTERNAL');
}

type Step = (tickler: TicklerDoc, doing: Doing) => TicklerDoc;

/** Throws INVALID for `texts`, NOT_FOUND, and FORBIDDEN where its state does not allow it. Done twice it is done once. */
async function change(
  database: DeskDatabase,
  me: Me,
  { id, actionId }: Which,
  code: TicklerAction['code'],
  texts: Record<string, string>,
  step: Step,
): Promise<void> {
  const issues = freeTextIssues(texts);
  if (issues.length > 0) throw new CoreError('INVALID', issues);
  const tickler = await database.ticklers.findOne(id).exec();
  if (!tickler) throw new CoreError('NOT_FOUND');
  let isRefused = false;
  await tickler.incrementalModify((current) => {
    const isDone = current.actions.some((action) => action.id === actionId);
    isRefused = !isDone && !mayDo(current, code);
    if (isDone || isRefused) return current;
    const now = new Date().toISOString();
    return {
      ...step(current, { id: actionId, at: now, by: me.name }),
      mutationId: uuidv7(),
      pendingSince: current.pendingSince || now,
      updatedAt: now,
      updatedBy: me.sub,
    } as typeof current;
  });
  if (isRefused) throw new CoreError('FORBIDDEN');
}
