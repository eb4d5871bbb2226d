import { describe, expect, it } from 'vitest';
import { newAddress, newEmail } from '#shared/customer/contact-points.ts';
import { type CustomerEditable, emptyCustomer } from '#shared/customer/schema.ts';
import { trimmed } from '#shared/customer/trim.ts';
import {
  isChanged,
  onePrimaryEach,
  rebase,
  stillRefused,
  without,
  withPrimary,
  withPrimaryOfKind,
} from './editing.ts';

const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;

const base: CustomerEditable = {
  ...emptyCustomer(),
  given: 'Ada',
  family: 'Byron',
  language: 'en',
  emails: [newEmail({ id: id(1), address: 'ada@x.org', label: '', primary: true })],
};
const email = (at: number, primary = false) =>
  newEmail({ id: id(at), address: `${at}@x.org`, label: '', primary });

describe('an edit form while somebody else changes the customer', () => {
  it('follows in fields that were not touched', () => {
    const result = rebase({ base, mine: { ...base, given: 'Augusta' } }, { ...base, family: 'Lovelace' });
    expect(result.mine).toEqual({ ...base, given: 'Augusta', family: 'Lovelace' });
    expect(result.base).toEqual({ ...base, family: 'Lovelace' });
    expect(result.followed).toEqual(['family']);
  });

  it('keeps what was typed where both changed, on its old base', () => {
    const sides = { base, mine: { ...base, family: 'King' } };
    const result = rebase(sides, { ...base, family: 'Lovelace' });
    expect(result).toEqual({ ...sides, followed: [], clashing: ['family'] });
  });

  it('joins lists by element', () => {
    const mine = { ...base, emails: [...base.emails, email(2)] };
    const theirs = { ...base, emails: [...base.emails, email(3)] };
    const ids = rebase({ base, mine }, theirs).mine.emails.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([id(1), id(2), id(3)]));
  });

  it('leaves typing alone while nothing else changed', () => {
    const sides = { base, mine: { ...base, given: 'Ada ' } };
    expect(rebase(sides, base).mine.given).toBe('Ada ');
  });

  it('settles when mine is already what the customer is', () => {
    const mine = { ...base, family: 'Lovelace' };
    expect(isChanged(rebase({ base, mine }, mine))).toBe(false);
  });
});

describe('lists of an edit form', () => {
  it('have a primary element after the primary one was removed', () => {
    expect(without([email(4, true), email(5)], 0)).toEqual([email(5, true)]);
    expect(without([email(4, true), email(5)], 1)).toEqual([email(4, true)]);
    expect(without([email(4, true)], 0)).toEqual([]);
  });

  it('have one primary element', () => {
    expect(withPrimary([email(4, true), email(5)], 1)).toEqual([email(4), email(5, true)]);
  });
});

describe('tidying before a save', () => {
  it('trims texts and drops empty address lines', () => {
    const place = { nickname: '', lines: [], city: ' Rome', postcode: '', country: 'IT' };
    const address = newAddress({ id: id(1), ...place, primary: true });
    const tidied = trimmed({
      ...base,
      given: ' Ada ',
      addresses: [{ ...address, lines: ['', ' Via Roma 1 ', ' '] }],
    });
    expect(tidied.given).toBe('Ada');
    expect(tidied.addresses[0]).toEqual({ ...address, city: 'Rome', lines: ['Via Roma 1'] });
  });
});

describe('numbers of several kinds', () => {
  const number = (id: string, kind: string, primary = false) => ({ id, kind, primary });
  const held = [number('a', 'external', true), number('b', 'alternate', true), number('c', 'alternate')];

  it('have a primary one each, of which another kind takes none', () => {
    expect(withPrimaryOfKind(held, 2)).toEqual([
      number('a', 'external', true),
      number('b', 'alternate'),
      number('c', 'alternate', true),
    ]);
    expect(onePrimaryEach(held.toSpliced(1, 1))).toEqual([
      number('a', 'external', true),
      number('c', 'alternate', true),
    ]);
    expect(onePrimaryEach([...held, number('d', 'loyalty')]).at(-1)).toEqual(number('d', 'loyalty', true));
    expect(onePrimaryEach(held)).toEqual(held);
  });
});

it('marks what the server refused until it holds something else', () => {
  const refused = [
    { path: 'emails.0.address', code: 'email' as const },
    { path: 'attributes.tax_ref', code: 'taken' as const },
    { path: 'demographics.birth', code: 'underAge' as const },
  ];
  const sent = { ...base, attributes: { tax_ref: 'A1' } };
  const paths = (mine: CustomerEditable) =>
    stillRefused({ base: sent, mine, refused }).map(({ path }) => path);
  expect(paths(sent)).toEqual(['emails.0.address', 'attributes.tax_ref', 'demographics.birth']);
  expect(paths({ ...sent, given: 'Augusta', attributes: { tax_ref: 'A2' } })).toEqual([
    'emails.0.address',
    'demographics.birth',
  ]);
  expect(paths({ ...sent, emails: [email(1)] })).not.toContain('emails.0.address');
  expect(stillRefused({ base: sent, mine: sent })).toEqual([]);
});
