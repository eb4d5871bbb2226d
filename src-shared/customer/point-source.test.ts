import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newEmail, newPhone } from './contact-points.ts';
import { keyOf } from './former-points.ts';
import { CUSTOMER_LIMITS } from './limits.ts';
import { withSources } from './point-source.ts';

const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
const EARLIER = '2026-01-01T00:00:00.000Z';
const now = '2026-05-03T10:00:00.000Z';
const sourcing = { now, why: 'Customer said' };
const email = (address: string, part = {}) =>
  newEmail({ id: id(1), address, label: '', primary: true, ...part });
const noted = { source: 'By letter', since: EARLIER };

const points = fc
  .uniqueArray(
    fc.record({
      at: fc.nat({ max: 3 }),
      address: fc.constantFrom('a@x.org', 'A@x.org', 'b@x.org'),
      number: fc.constantFrom('020 1', '0201', '030 2'),
      note: fc.constantFrom({}, noted),
    }),
    { selector: ({ at }) => at, maxLength: 4 },
  )
  .map((all) => ({
    emails: all.map(({ at, address, note }) => email(address, { id: id(at), ...note })),
    phones: all.map(({ at, number, note }) =>
      newPhone({ id: id(at), number, label: '', primary: false, ...note }),
    ),
  }));

describe('where a contact point came from', () => {
  it('is noted of a new value, not of one that stands', () => {
    const before = { emails: [email('a@x.org', noted)], phones: [] };
    const noteOf = (after: ReturnType<typeof email>) =>
      withSources(before, { emails: [after], phones: [] }, sourcing).emails[0];
    expect(noteOf(email('b@x.org', noted))).toMatchObject({ source: 'Customer said', since: now });
    expect(noteOf(email('A@X.org', noted))).toEqual(email('A@X.org', noted));
    expect(noteOf(email('c@x.org', { id: id(2) }))).toMatchObject({ source: 'Customer said', since: now });
    expect(noteOf(email('b@x.org', { ...noted, source: 'Web shop' }))).toMatchObject({
      source: 'Web shop',
      since: now,
    });
  });

  it('is the reason, shortened without breaking a letter in two', () => {
    const why = `${'x'.repeat(CUSTOMER_LIMITS.source - 2)}😀 and more`;
    const [made] = withSources(null, { emails: [email('a@x.org')], phones: [] }, { now, why }).emails;
    expect(made?.source).toBe(`${'x'.repeat(CUSTOMER_LIMITS.source - 2)}…`);
  });

  it('of what stands is as it was, and of what is new has a day', () => {
    fc.assert(
      fc.property(fc.option(points), points, (before, after) => {
        const ready = withSources(before, after, sourcing);
        for (const phone of ready.phones) {
          const key = (number: string) => keyOf({ kind: 'phone', value: number });
          const former = before?.phones.find((one) => one.id === phone.id);
          const given = after.phones.find((one) => one.id === phone.id);
          const stands = former && key(former.number) === key(phone.number);
          if (stands) expect(phone).toEqual(given);
          else expect(phone.since).not.toBe(former?.since ?? null);
        }
      }),
    );
  });

  it('is noted once: a server changes nothing of what a desk noted', () => {
    fc.assert(
      fc.property(fc.option(points), points, (before, after) => {
        const ready = withSources(before, after, sourcing);
        const later = { now: '2026-06-01T00:00:00.000Z', why: 'Another reason' };
        expect(withSources(before, ready, later)).toEqual(ready);
      }),
    );
  });
});
