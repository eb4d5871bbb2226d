import { describe, expect, it } from 'vitest';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { trimmed } from '#shared/customer/trim.ts';
import { isChanged, rebase, without, withPrimary } from './editing.ts';

const base: CustomerEditable = {
  prefix: '',
  given: 'Ada',
  family: 'Byron',
  organisation: '',
  language: 'en',
  status: 'active',
  emails: [{ id: '1', address: 'ada@x.org', label: '', primary: true }],
  phones: [],
  addresses: [],
};
const email = (id: string, primary = false) => ({ id, address: `${id}@x.org`, label: '', primary });

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
    const mine = { ...base, emails: [...base.emails, email('mine')] };
    const theirs = { ...base, emails: [...base.emails, email('theirs')] };
    const ids = rebase({ base, mine }, theirs).mine.emails.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['1', 'mine', 'theirs']));
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
    expect(without([email('a', true), email('b')], 0)).toEqual([email('b', true)]);
    expect(without([email('a', true), email('b')], 1)).toEqual([email('a', true)]);
    expect(without([email('a', true)], 0)).toEqual([]);
  });

  it('have one primary element', () => {
    expect(withPrimary([email('a', true), email('b')], 1)).toEqual([email('a'), email('b', true)]);
  });
});

describe('tidying before a save', () => {
  it('trims texts and drops empty address lines', () => {
    const address = { id: '1', nickname: '', city: ' Rome', postcode: '', country: 'IT', primary: true };
    const tidied = trimmed({
      ...base,
      given: ' Ada ',
      addresses: [{ ...address, lines: ['', ' Via Roma 1 ', ' '] }],
    });
    expect(tidied.given).toBe('Ada');
    expect(tidied.addresses[0]).toEqual({ ...address, city: 'Rome', lines: ['Via Roma 1'] });
  });
});
