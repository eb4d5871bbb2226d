/**
 * Contacts of the user as they go on. Each step is on the disk when it is answered, so that notes that were typed
 * survive whatever ends the program.
 */
import { combineLatest, map, type Observable, switchMap } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { AskDecision, ContactView, Decided, OpenContact } from '#shared/api/contact.ts';
import { contactState, endedAt, freeTextIssues, wrappedUp } from '#shared/contact/contact-state.ts';
import { corrected, mayCorrect } from '#shared/contact/correction.ts';
import { CONTACT_LIMITS, Contact, type TakenDecision } from '#shared/contact/schema.ts';
import { displayName, isEditable } from '#shared/customer/names.ts';
import type { Me } from '#shared/permission/me.ts';
import type { Channel } from '#shared/preference/schema.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { ContactDoc } from '../store/schemas.ts';
import { decideNow } from './decide-now.ts';
import { openContactsOf } from './open-contacts.ts';

type Start = Pick<Contact, 'id' | 'customerId' | 'direction'> & { channel: Channel };

export type ContactService = {
  /** Throws NOT_FOUND. */
  decide(asked: AskDecision): Promise<Decided>;
  open$: Observable<OpenContact[]>;
  start(start: Start): Promise<void>;
  note(note: { id: string; notes: string }): Promise<void>;
  end(id: string): Promise<void>;
  correct(to: { id: string; notes: string; wrapUpCode: string }): Promise<void>;
  wrapUp(wrapUp: { id: string; notes: string; wrapUpCode: string }): Promise<void>;
};

/** @param now the time by which it is decided whether somebody may be called: that of the server, where it is known. */
export function createContactService(database: DeskDatabase, me: () => Me, now: () => Date): ContactService {
  return {
    decide: async (asked) => {
      const { decision, how, at } = await decideNow(database, asked, now());
      return { decision, how, at };
    },
    open$: watchOpen(database, me),
    start: (given) => start(database, me(), given, now()),
    note: ({ id, notes }) => change(database, me(), id, { notes }, (contact) => ({ ...contact, notes })),
    end: (id) => change(database, me(), id, {}, (contact, now) => endedAt(contact, now)),
    correct: (to) => correct(database, me(), to),
    wrapUp: async ({ id, notes, wrapUpCode }) => {
      refuseTooLong(notes);
      await change(database, me(), id, { notes, wrapUpCode }, (contact, now) =>
        wrappedUp({ ...contact, notes }, wrapUpCode, now),
      );
    },
  };
}

/** Throws INVALID: what was typed so far is kept, and is not wrapped up with so much. */
function refuseTooLong(notes: string, before = ''): void {
  if (notes.length > Math.max(CONTACT_LIMITS.wrappedUpNotes, before.length))
    throw new CoreError('INVALID', [{ path: 'notes', code: 'tooLong' }]);
}

export function contactView(contact: ContactDoc, me: Me): ContactView {
  const { id, customerId, channel, direction, startedAt, notes, wrapUpCode, authorName } = contact;
  const { endedAt: ended, wrappedUpAt, corrections = [], decision } = contact;
  const times = { startedAt, endedAt: ended, wrappedUpAt };
  const mine = contact.authorId === me.sub;
  const waiting = contact.pendingSince !== '';
  return {
    id,
    customerId,
    channel,
    direction,
    ...times,
    wrapUpCode,
    notes,
    corrections,
    ...(decision && { decision }),
    authorName,
    mine,
    waiting,
  };
}

function watchOpen(database: DeskDatabase, me: () => Me): Observable<OpenContact[]> {
  return openContactsOf(database, me()).$.pipe(
    switchMap((contacts) =>
      combineLatest([
        Promise.resolve(contacts),
        database.customers.findByIds([...new Set(contacts.map(({ customerId }) => customerId))]).$,
      ]),
    ),
    map(([contacts, customers]) =>
      contacts.map((contact) => {
        const customer = customers.get(contact.customerId);
        const customerName = customer ? displayName(customer) : '';
        return { ...contactView(contact.toMutableJSON(), me()), customerName };
      }),
    ),
  );
}

/**
 * Throws NOT_FOUND and FORBIDDEN (a restricted customer, or one who must not be contacted so). The same id again begins nothing.
 * Invariant: none goes out that `decide` blocks, and what it said is kept with it.
 */
async function start(database: DeskDatabase, me: Me, given: Start, at: Date): Promise<void> {
  const customer = await database.customers.findOne(given.customerId).exec();
  if (!customer) throw new CoreError('NOT_FOUND');
  if (!isEditable(customer)) throw new CoreError('FORBIDDEN');
  if (await database.contacts.findOne(given.id).exec()) return;
  const decision = given.direction === 'outbound' ? await takenDecision(database, given, at) : undefined;
  const running = await openContactsOf(database, me).exec();
  for (const { id } of running) await change(database, me, id, {}, (contact, now) => endedAt(contact, now));
  const now = new Date().toISOString();
  await database.contacts.insert({
    ...given,
    rev: '',
    mutationId: uuidv7(),
    scope: [...customer.scope],
    updatedAt: now,
    updatedBy: me.sub,
    pendingSince: now,
    startedAt: now,
    ...(decision && { decision }),
    endedAt: null,
    wrappedUpAt: null,
    wrapUpCode: '',
    notes: '',
    corrections: [],
    authorId: me.sub,
    authorName: me.name,
  });
}

/** Throws FORBIDDEN for what is blocked. */
async function takenDecision(
  database: DeskDatabase,
  { customerId, channel }: Start,
  at: Date,
): Promise<TakenDecision> {
  const asked = { customerId, purpose: 'service', channel, contactPointId: null } as const;
  const { decision, customerRev } = await decideNow(database, asked, at);
  const { verdict, reasons } = decision;
  if (verdict === 'block') throw new CoreError('FORBIDDEN');
  return { verdict, reasons, customerRev };
}

/** Throws INVALID for `texts`, NOT_FOUND, and FORBIDDEN for somebody else's or one that is wrapped up. */
async function change(
  database: DeskDatabase,
  me: Me,
  id: string,
  texts: Record<string, string>,
  step: (contact: ContactDoc, now: string) => ContactDoc,
): Promise<void> {
  const issues = freeTextIssues(texts);
  if (issues.length > 0) throw new CoreError('INVALID', issues);
  const contact = await database.contacts.findOne(id).exec();
  if (!contact) throw new CoreError('NOT_FOUND');
  if (contact.authorId !== me.sub) throw new CoreError('FORBIDDEN');
  let isClosed = false;
  await contact.incrementalModify((current) => {
    isClosed = contactState(current) === 'wrappedUp';
    return isClosed
      ? current
      : (stamped(current, step(current, new Date().toISOString()), me) as typeof current);
  });
  if (isClosed) throw new CoreError('FORBIDDEN');
}

/** Throws INVALID (a card number), NOT_FOUND, and FORBIDDEN for somebody else's or after a day. */
async function correct(
  database: DeskDatabase,
  me: Me,
  { id, notes, wrapUpCode }: { id: string; notes: string; wrapUpCode: string },
): Promise<void> {
  const issues = freeTextIssues({ notes, wrapUpCode });
  if (issues.length > 0) throw new CoreError('INVALID', issues);
  const contact = await database.contacts.findOne(id).exec();
  if (!contact) throw new CoreError('NOT_FOUND');
  const known = Contact.parse(contact.toMutableJSON());
  if (known.authorId !== me.sub || !mayCorrect(known, new Date())) throw new CoreError('FORBIDDEN');
  refuseTooLong(notes, known.notes);
  await contact.incrementalModify((current) => {
    const now = new Date().toISOString();
    const before = { ...current, corrections: current.corrections ?? [] };
    const after = corrected(before, { notes, wrapUpCode }, now);
    return after === before ? current : (sent(before, after, me, now) as typeof current);
  });
}

/** The changed document as one to be sent; itself when nothing changed, so that nothing is. */
function stamped(before: ContactDoc, after: ContactDoc, me: Me): ContactDoc {
  if (before.notes === after.notes && before.endedAt === after.endedAt && after.wrappedUpAt === null)
    return before;
  return sent(before, after, me, new Date().toISOString());
}

function sent(before: ContactDoc, after: ContactDoc, me: Me, now: string): ContactDoc {
  return {
    ...after,
    mutationId: uuidv7(),
    pendingSince: before.pendingSince || now,
    updatedAt: now,
    updatedBy: me.sub,
  };
}
