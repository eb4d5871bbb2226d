import { describe, expect, it } from 'vitest';
import { newAddress, newEmail } from '#shared/customer/contact-points.ts';
import { circumstancesText, readableChanges, valueText } from './changes.ts';

const id = '00000000-0000-4000-8000-000000000001';

describe('where a change came about', () => {
  const here = '7f3a0000-0000-4000-8000-000000000000';
  it.each([
    [{}, ''],
    [{ channel: '', device: '', offline: false }, ''],
    [{ channel: 'call', device: here, offline: false }, 'during a contact by call · on this computer'],
    [{ channel: '', device: 'ab12cd00', offline: true }, 'on computer AB12 · without a network'],
    [{ channel: 'hologram', device: '', offline: false }, 'during a contact by hologram'],
  ])('%j', (facts, text) => expect(circumstancesText(facts, here)).toBe(text));
});

describe('a change in words', () => {
  it('names the field, and nothing where there was nothing', () => {
    expect(readableChanges([{ path: 'business.jobTitle', from: '', to: 'Boss' }])).toEqual([
      { path: 'business.jobTitle', name: 'Job title', from: '', to: 'Boss' },
    ]);
  });

  it('says an element by what a person knows it by', () => {
    const email = newEmail({ id, address: 'ada@x.org', label: 'home', primary: true, doNotUse: true });
    const [change] = readableChanges([{ path: `emails.${id}`, to: email }]);
    expect(change).toMatchObject({ name: 'E-mails', from: '', to: 'ada@x.org (home, primary, do not use)' });
  });

  it('leaves out the order of a list, which nobody made', () => {
    expect(readableChanges([{ path: 'emails.#order', from: ['a', 'b'], to: ['b', 'a'] }])).toEqual([]);
  });

  it('shows the end of a tax number only', () => {
    expect(valueText('business.taxId', 'DE123456789')).toBe('••• 789');
  });

  it('tells of a photo what became of it, and prints nothing of it', () => {
    const [one, other] = ['UklGRiIAAABXRUJQ', '#00c0ffee'];
    const said = (from: string, to: string) => {
      const [change] = readableChanges([{ path: 'photo', from, to }]);
      return change && [change.name, change.from, change.to];
    };
    expect(said('', one)).toEqual(['Photo', '', 'a photo']);
    expect(said(one, other)).toEqual(['Photo', 'a photo', 'another photo']);
    expect(said(other, '')).toEqual(['Photo', 'a photo', '']);
  });

  it('reads choices, dates, yes and no, and addresses', () => {
    expect(valueText('status', 'inactive')).toBe('Inactive');
    expect(valueText('demographics.birth', { day: 3, month: 2, year: null })).toBe('3. 2');
    expect(valueText('demographics.orderedBefore', false)).toBe('No');
    expect(valueText('demographics.interests', ['chess', 'go'])).toBe('chess, go');
    const place = { nickname: '', lines: ['1 High St'], city: 'London', postcode: 'N1', country: 'GB' };
    const address = newAddress({ id, ...place, primary: true, closedAt: '2026-05-01T10:00:00.000Z' });
    expect(valueText('addresses', address)).toMatch(/^1 High St, London, N1, United Kingdom \(closed /);
  });
});
