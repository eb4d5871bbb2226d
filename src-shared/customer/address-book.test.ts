import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bookAfter,
  isCurrent,
  successorsOf,
  withoutAddress,
  withPrimaryFor,
  withType,
} from './address-book.ts';
import { ADDRESS_TYPES, type AddressElement } from './contact-points.ts';
import { CUSTOMER_LIMITS } from './limits.ts';

const NOW = '2026-05-01T10:00:00.000Z';
let made = 0;
const making = { now: NOW, newId: () => `new-${++made}` };

const address = (id: string, more: Partial<AddressElement> = {}): AddressElement => ({
  ...{ id, nickname: '', lines: ['1 High St'], city: 'London', region: '', postcode: 'N1', country: 'GB' },
  ...{ primary: false, types: [], primaryFor: [], replaces: '', closedAt: null, ...more },
});
const home = address('home', { primary: true, types: ['home'], primaryFor: ['home'] });

const types = fc.subarray([...ADDRESS_TYPES]);
const anyAddress = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    city: fc.constantFrom('London', 'Leeds'),
    primary: fc.boolean(),
    types,
    closedAt: fc.constantFrom(null, null, '2025-01-01T00:00:00.000Z'),
  })
  .map(({ id, ...more }) => address(id, { ...more, primaryFor: more.types }));
const anyBook = fc.uniqueArray(anyAddress, { selector: ({ id }) => id });

describe('an address that moves', () => {
  it('is closed as it was, and a new one takes its place and its use', () => {
    const [former, next] = bookAfter([home], [{ ...home, city: 'Leeds' }], making);
    expect(former).toEqual({ ...home, primary: false, primaryFor: [], closedAt: NOW });
    expect(next).toEqual({ ...home, id: next?.id, city: 'Leeds', replaces: 'home' });
    expect(next?.id).not.toBe('home');
  });

  it('stays itself when only its use or its name changes', () => {
    const renamed = { ...home, nickname: 'Parents', types: ['home', 'billing'] as AddressElement['types'] };
    expect(bookAfter([home], [renamed], making)).toEqual([renamed]);
  });

  it('is closed when it is taken out', () => {
    expect(bookAfter([home], [], making)).toEqual([
      { ...home, primary: false, primaryFor: [], closedAt: NOW },
    ]);
  });

  it('comes back when the form had it again, as after an undo', () => {
    const moved = bookAfter([home], [{ ...home, city: 'Leeds' }], making);
    const undone = bookAfter(moved, [home], making);
    expect(undone.filter(isCurrent)).toEqual([home]);
    expect(undone).toHaveLength(2);
  });

  it('was never saved and is taken out: it leaves no trace', () => {
    expect(bookAfter([], [], making)).toEqual([]);
  });
});

describe('the address book', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(anyBook, anyBook, (before, after) => {
        const book = bookAfter(before, after, making);
        for (const { id, city } of before.filter(isCurrent)) {
          const left = book.find((one) => one.id === id);
          expect(left).toMatchObject({ city });
        }
        expect(book.length).toBeGreaterThanOrEqual(before.length);
        const ids = book.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('holds what the form holds, as its current addresses', () => {
    fc.assert(
      fc.property(anyBook, anyBook, (before, after) => {
        const current = (book: AddressElement[]) =>
          book
            .filter(isCurrent)
            .map(({ city }) => city)
            .sort();
        expect(current(bookAfter(before, after, making))).toEqual(current(after));
      }),
    );
  });

  it('does not change when the form did not', () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        expect(bookAfter(book, book, making)).toEqual(book);
      }),
    );
  });

  it('keeps to its limit by leaving out the longest closed', () => {
    const closed = Array.from({ length: CUSTOMER_LIMITS.history }, (_, at) =>
      address(`old-${at}`, { closedAt: new Date(Date.UTC(2020, 0, 1 + at)).toISOString() }),
    );
    const book = bookAfter(closed, [...closed, home], making);
    expect(book).toHaveLength(CUSTOMER_LIMITS.history);
    expect(book).toContainEqual(home);
    expect(book.map(({ id }) => id)).not.toContain('old-0');
  });

  it('has one address to use for a type', () => {
    fc.assert(
      fc.property(anyBook, fc.nat(), types, (book, at, primaryFor) => {
        fc.pre(book.length > 0);
        const next = withPrimaryFor(book, at % book.length, primaryFor);
        for (const type of primaryFor) {
          expect(next.filter((one) => one.primaryFor.includes(type))).toHaveLength(1);
        }
      }),
    );
  });

  it('has no address to use for a type that it is not', () => {
    expect(withType([home], 0, ['billing'])[0]).toMatchObject({ types: ['billing'], primaryFor: [] });
  });

  it('has another primary address when the primary one is taken out, and never a closed one', () => {
    const closed = address('old', { closedAt: NOW });
    const [other, third] = [address('work'), address('third')];
    expect(withoutAddress([closed, home, other], 1)).toEqual([closed, { ...other, primary: true }]);
    expect(withoutAddress([home, closed, other, third], 0, third.id).map(({ primary }) => primary)).toEqual([
      false,
      false,
      true,
    ]);
    expect(successorsOf([home, closed, other, third], 0)).toEqual([other, third]);
    expect(successorsOf([home, other], 1)).toEqual([]);
    expect(withoutAddress([closed, home], 1)).toEqual([closed]);
    expect(withoutAddress([home, other], 1)).toEqual([home]);
  });
});
