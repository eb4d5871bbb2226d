/** All that happened with a customer, as one list: comments, contacts, versions and ticklers that the user may read. */
import { combineLatest, map, type Observable, of } from 'rxjs';
import type { TimelineEntry } from '#shared/api/contact.ts';
import type { TicklerView } from '#shared/api/tickler.ts';
import { inAudience } from '#shared/comment/visibility.ts';
import { inTimelineOrder } from '#shared/contact/timeline.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { commentView } from '../comment/service.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { ChangeDoc, CommentDoc, ContactDoc } from '../store/schemas.ts';
import { contactView } from './service.ts';

/** The newest of a kind that are shown: a customer with more has them in the export, not on one page. */
const MOST = 500;

/**
 * Emits the entries in their order, at once and after every change. Documents are read as JSON: an RxDocument has
 * accessors only for what its schema names.
 */
export function watchTimeline(
  database: DeskDatabase,
  me: () => Me,
  customerId: string,
  ticklers$: Observable<TicklerView[]>,
): Observable<TimelineEntry[]> {
  const { role } = me();
  const entries$ = [
    may(role, 'comment.read') ? comments(database, me, customerId) : NOTHING,
    may(role, 'contact.read') ? contacts(database, me, customerId) : NOTHING,
    may(role, 'change.read') ? activity(database, customerId) : NOTHING,
    may(role, 'tickler.read') ? ticklers$.pipe(map((ticklers) => ticklers.map(ofTickler))) : NOTHING,
  ];
  return combineLatest(entries$).pipe(map((lists) => inTimelineOrder(lists.flat())));
}

const NOTHING: Observable<TimelineEntry[]> = of([]);

function comments(database: DeskDatabase, me: () => Me, customerId: string): Observable<TimelineEntry[]> {
  return database.comments
    .find({ selector: { customerId }, sort: [{ customerId: 'desc' }, { writtenAt: 'desc' }], limit: MOST })
    .$.pipe(
      map((documents) =>
        documents
          .filter(({ scope }) => inAudience(me(), scope))
          .map((document) => ofComment(document.toMutableJSON(), me())),
      ),
    );
}

function contacts(database: DeskDatabase, me: () => Me, customerId: string): Observable<TimelineEntry[]> {
  return database.contacts
    .find({ selector: { customerId }, sort: [{ customerId: 'desc' }, { startedAt: 'desc' }], limit: MOST })
    .$.pipe(map((documents) => documents.map((document) => ofContact(document.toMutableJSON(), me()))));
}

function activity(database: DeskDatabase, customerId: string): Observable<TimelineEntry[]> {
  return database.changes
    .find({ selector: { customerId }, sort: [{ customerId: 'desc' }, { at: 'desc' }], limit: MOST })
    .$.pipe(map((documents) => documents.map((document) => ofChange(document.toMutableJSON()))));
}

function ofComment(document: CommentDoc, me: Me): TimelineEntry {
  const comment = commentView(document, me);
  const { id, writtenAt: at, authorName: by, pinned } = comment;
  return { kind: 'comment', id, at, by, pinned, comment };
}

function ofContact(document: ContactDoc, me: Me): TimelineEntry {
  const contact = contactView(document, me);
  const { id, startedAt: at, authorName: by } = contact;
  return { kind: 'contact', id, at, by, pinned: false, contact };
}

function ofChange({ id, at, actorName: by, version, kind, fields, why }: ChangeDoc): TimelineEntry {
  const paths = fields.map(({ path }) => path);
  return { kind: 'activity', id, at, by, pinned: false, activity: { version, kind, paths, why } };
}

function ofTickler(tickler: TicklerView): TimelineEntry {
  const [made] = tickler.actions;
  const { id, createdAt: at } = tickler;
  return { kind: 'tickler', id, at, by: made?.by ?? '', pinned: false, tickler };
}
