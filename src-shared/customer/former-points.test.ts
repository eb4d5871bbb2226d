import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newEmail, newPhone } from './contact-points.ts';
import { formerAfter, keyOf } from './former-points.ts';
import { CUSTOMER_LIMITS } from './limits.ts';
import { prepareSave } from './prepare-save.ts';
import { type CustomerEditable, emptyCustomer } from './schema.ts';

const NOW = '2026-11-22T12:00:00.000Z';
let made = 0;
const newId = () => `01900000-0000-7000-8000-${String(++made).padStart(12, '0')}`;
const making = { now: NOW, newId };

const VALUES = ['ada@x.example', 'ADA@x.example', 'bob@x.example', 'eve@x.example'];
const NUMBERS = ['030 111', '030-111', '030 222'];
const of = (emails: readonly string[], phones: readonly string[]): CustomerEditable => ({
  ...emptyCustomer(),
  family: 'Byron',
  emails: emails.map((address) => newEmail({ id: newId(), address, label: 'work', primary: false })),
  phones: phones.map((number) => newPhone({ id: newId(), number, label: '', primary: false })),
});
const some = fc.tuple(fc.subarray(VALUES), fc.subarray(NUMBERS));
const keysOf = ({ emails, phones }: CustomerEditable) => [
  ...emails.map(({ address }) => keyOf({ kind: 'email', value: address })),
  ...phones.map(({ number }) => keyOf({ kind: 'phone', value: number })),
];

describe('former e-mails and phones', () => {
  it('are what a chain of saves took out of use, each once, and nothing that is in use', () => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 2, maxLength: 6 }), (states) => {
        let stored: CustomerEditable | null = null;
        const everUsed = new Set<string>();
        for (const [emails, phones] of states) {
          const next = of(emails, phones);
          // A form shows the former ones of the state it began with; an older state has fewer.
          stored = { ...next, formerPoints: formerAfter(stored, next, making) };
          for (const key of keysOf(stored)) everUsed.add(key);
          const former = stored.formerPoints.map(keyOf);
          const inUse = new Set(keysOf(stored));
          expect(new Set(former).size).toBe(former.length);
          expect(new Set([...former, ...inUse])).toEqual(everUsed);
          expect(former.filter((key) => inUse.has(key))).toEqual([]);
        }
      }),
    );
  });

  it('end when the save was made, and keep what they were called', () => {
    const before = of(['ada@x.example'], []);
    const changed = before.emails.map((email) => ({ ...email, address: 'bob@x.example' }));
    const { formerPoints } = prepareSave(
      before,
      { ...before, emails: changed },
      { ...making, why: '', deskCountry: 'DE', definitions: [], models: [] },
    );
    expect(formerPoints).toEqual([
      { id: expect.any(String), kind: 'email', value: 'ada@x.example', label: 'work', closedAt: NOW },
    ]);
  });

  it('are none where the same address is only written otherwise', () => {
    const before = of(['ada@x.example'], ['030 111']);
    const after = of(['Ada@X.example '], ['030/111']);
    expect(formerAfter(before, after, making)).toEqual([]);
  });

  it('that a desk noted are taken as they are, and what it left out is noted', () => {
    const before = of(['ada@x.example'], ['030 111']);
    const [email] = before.emails;
    const noted = { id: newId(), kind: 'email' as const, value: 'ada@x.example', label: '', closedAt: NOW };
    const told = { ...before, emails: [], formerPoints: [noted] };
    expect(email && formerAfter(before, told, making)).toEqual([noted]);
    expect(formerAfter({ ...before, formerPoints: [noted] }, of([], []), making)).toHaveLength(2);
  });

  it('lose the oldest past the limit', () => {
    const before = {
      ...of(['last@x.example'], []),
      formerPoints: Array.from({ length: CUSTOMER_LIMITS.history }, (_, at) => ({
        id: newId(),
        kind: 'email' as const,
        value: `old${at}@x.example`,
        label: '',
        closedAt: NOW,
      })),
    };
    const former = formerAfter(before, of([], []), making);
    expect(former).toHaveLength(CUSTOMER_LIMITS.history);
    expect(former[0]?.value).toBe('old1@x.example');
    expect(former.at(-1)?.value).toBe('last@x.example');
  });
});
