import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unsent } from '#shared/changes/schema.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import { type CustomerEditable, editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import { confirmedState, unsentAfter, unsentOver } from './unsent.ts';

const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
const customer = fc
  .record({
    given: fc.constantFrom('', 'Ada', 'Augusta'),
    business: fc.record({ jobTitle: fc.constantFrom('', 'Clerk') }),
    ids: fc.subarray([1, 2, 3]),
  })
  .map(({ given, business, ids }): CustomerEditable => {
    const empty = emptyCustomer();
    const emails = ids.map((at) =>
      newEmail({ id: id(at), address: `${at}@x.org`, label: '', primary: at === 1 }),
    );
    return { ...empty, given, business: { ...empty.business, ...business }, emails };
  });
const note = (why: string, kind: Unsent['kind'] = 'changed') => ({
  ...{ why, kind, madeAt: '2026-01-01T00:00:00.000Z' },
});
type Document = CustomerEditable & { rev: string; pendingSince: string; unsent?: Unsent };
const edited = (current: Document, next: CustomerEditable, why = ''): Document => ({
  ...current,
  ...next,
  pendingSince: 'now',
  unsent: unsentAfter(current, next, note(why)),
});

describe('what waits on a desk', () => {
  it('taken back gives what the server last confirmed, however often it was changed', () => {
    fc.assert(
      fc.property(customer, fc.array(customer, { minLength: 1, maxLength: 4 }), (confirmed, edits) => {
        const stored: Document = { ...confirmed, rev: '1-a', pendingSince: '' };
        const waiting = edits.reduce<Document>((current, next) => edited(current, next), stored);
        expect(editableOf(confirmedState(waiting))).toEqual(confirmed);
      }),
    );
  });

  it('after a merge taken back gives theirs', () => {
    fc.assert(
      fc.property(customer, customer, (theirs, merged) => {
        const mine: Document = {
          ...merged,
          rev: '1-a',
          pendingSince: 'now',
          unsent: { ...note(''), fields: [] },
        };
        const waiting = { ...mine, ...unsentOver(mine, theirs, merged) };
        expect(editableOf(confirmedState(waiting))).toEqual(theirs);
      }),
    );
  });

  it('is nothing where the server has confirmed everything, whatever an older change left behind', () => {
    const stored: Document = { ...emptyCustomer(), given: 'Ada', rev: '1-a', pendingSince: '' };
    const stale = { ...note('old'), fields: [{ path: 'given', from: 'Old', to: 'Ada' }] };
    expect(confirmedState({ ...stored, unsent: stale })).toMatchObject({ given: 'Ada' });
    expect(unsentAfter({ ...stored, unsent: stale }, { ...stored, given: 'New' }, note('new'))).toMatchObject(
      {
        why: 'new',
        fields: [{ path: 'given', from: 'Ada', to: 'New' }],
      },
    );
  });

  it('says every reason once, and is a restore only when all of it is', () => {
    const stored: Document = { ...emptyCustomer(), rev: '1-a', pendingSince: '' };
    const once = edited(stored, { ...emptyCustomer(), given: 'A' }, 'Document');
    const twice = edited(once, { ...emptyCustomer(), given: 'B' }, 'Correction');
    const thrice = edited(twice, { ...emptyCustomer(), given: 'C' }, 'Correction');
    expect(twice.unsent?.why).toBe('Document; Correction');
    expect(thrice.unsent?.why).toBe('Document; Correction');
    expect(unsentAfter(stored, stored, note('', 'restored')).kind).toBe('restored');
    expect(unsentAfter(once, stored, note('', 'restored')).kind).toBe('changed');
  });

  it('names the last channel, and that there was no network for any of it', () => {
    const stored: Document = { ...emptyCustomer(), rev: '1-a', pendingSince: '' };
    const by = (current: Document, channel: string, offline: boolean): Document => ({
      ...current,
      pendingSince: 'now',
      unsent: unsentAfter(current, stored, { ...note(''), channel, offline }),
    });
    const call = by(stored, 'call', true);
    expect(call.unsent).toMatchObject({ channel: 'call', offline: true });
    expect(by(call, '', false).unsent).toMatchObject({ channel: 'call', offline: true });
    expect(by(call, 'letter', false).unsent).toMatchObject({ channel: 'letter', offline: true });
    expect(by({ ...call, pendingSince: '' }, '', false).unsent).toMatchObject({
      channel: '',
      offline: false,
    });
  });

  it('of a customer whom the server does not know yet repeats no field', () => {
    const made: Document = {
      ...emptyCustomer(),
      rev: '',
      pendingSince: 'now',
      unsent: { ...note(''), fields: [] },
    };
    expect(unsentAfter(made, { ...emptyCustomer(), given: 'New' }, note('')).fields).toEqual([]);
  });
});
