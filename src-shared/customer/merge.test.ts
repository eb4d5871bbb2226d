import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAddress, newEmail, newPhone } from './contact-points.ts';
import { changedFields, mergeCustomer } from './merge.ts';
import { type CustomerEditable, emptyProfile } from './schema.ts';

const ids = Array.from({ length: 6 }, (_, at) => `00000000-0000-4000-8000-00000000000${at}`);
const word = fc.constantFrom('', 'Ada', 'ada', 'Grace', ' Grace ', 'Łucja', 'Straße');
const list = <T extends object>(element: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...ids), element), { selector: ([id]) => id, maxLength: 4 })
    .chain((rows) =>
      fc
        .integer({ min: -1, max: rows.length - 1 })
        .map((primary) => rows.map(([id, rest], at) => ({ id, ...rest, primary: at === primary }))),
    );
const record = fc.dictionary(fc.constantFrom('colour', 'size', 'since'), word);
const answers = fc.dictionary(
  fc.constantFrom('AGE', 'SHOE'),
  fc.constantFrom('A', 'B', null).map((response) => ({
    response,
    source: 'agent' as const,
    at: '2026-01-01T00:00:00.000Z',
    by: 'casey',
  })),
);
/** What is noted of a contact point's value. */
const note = {
  source: fc.constantFrom('', 'Customer said'),
  since: fc.constantFrom(null, '2026-01-01T00:00:00.000Z', '2026-05-03T10:00:00.000Z'),
};
const editable: fc.Arbitrary<CustomerEditable> = fc.record({
  ...Object.fromEntries(Object.entries(emptyProfile()).map(([field, value]) => [field, fc.constant(value)])),
  attributes: record,
  responses: answers,
  prefix: word,
  given: word,
  family: word,
  organisation: word,
  language: fc.constantFrom('', 'en', 'de'),
  status: fc.constantFrom('active' as const, 'inactive' as const),
  emails: list(
    fc.record({ address: fc.constantFrom('a@x.org', 'A@x.org', 'b@x.org'), label: word, ...note }),
  ).map((all) => all.map(newEmail)),
  phones: list(fc.record({ number: fc.constantFrom('1234', '12 34', '5678'), label: word, ...note })).map(
    (all) => all.map(newPhone),
  ),
  addresses: list(
    fc.record({
      nickname: word,
      lines: fc.array(word, { maxLength: 2 }),
      city: word,
      postcode: word,
      country: fc.constantFrom('DE', 'GB'),
    }),
  ).map((all) => all.map(newAddress)),
}) as fc.Arbitrary<CustomerEditable>;
const three = fc.tuple(editable, editable, editable);
const fieldsOf = (clashes: { field: string }[]) => [...new Set(clashes.map((clash) => clash.field))].sort();

describe('three-way merge of a customer', () => {
  it('takes theirs when nothing of mine changed', () => {
    fc.assert(
      fc.property(editable, editable, (base, theirs) => {
        expect(mergeCustomer(base, base, theirs)).toEqual({ merged: theirs, clashes: [] });
      }),
    );
  });

  it('takes mine when nothing of theirs changed, element order aside', () => {
    fc.assert(
      fc.property(editable, editable, (base, mine) => {
        const { merged, clashes } = mergeCustomer(base, mine, base);
        expect(clashes).toEqual([]);
        const sorted = (customer: CustomerEditable) => ({
          ...customer,
          emails: customer.emails.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          phones: customer.phones.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          addresses: customer.addresses.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        });
        const sameButForSpaces = (customer: CustomerEditable) =>
          JSON.parse(JSON.stringify(sorted(customer)).replaceAll('" Grace "', '"Grace"'));
        expect(sameButForSpaces(merged)).toEqual(sameButForSpaces(mine));
      }),
    );
  });

  it('never drops a change without naming it', () => {
    fc.assert(
      fc.property(three, ([base, mine, theirs]) => {
        const { merged, clashes } = mergeCustomer(base, mine, theirs);
        for (const field of changedFields(base, mine)) {
          const named = clashes.some((clash) => clash.field === field || clash.field.startsWith(`${field}.`));
          if (named) continue;
          if (typeof mine[field] === 'object') continue;
          expect(String(merged[field]).trim()).toBe(String(mine[field]).trim());
        }
      }),
    );
  });

  it('keeps every property of a record that I changed, or names it', () => {
    fc.assert(
      fc.property(three, ([base, mine, theirs]) => {
        const { merged, clashes } = mergeCustomer(base, mine, theirs);
        for (const key of Object.keys({ ...base.responses, ...mine.responses })) {
          const answer = (customer: CustomerEditable) => customer.responses[key]?.response;
          if (answer(base) === answer(mine)) continue;
          const named = clashes.some((clash) => clash.field === `responses.${key}`);
          expect(named || answer(merged) === answer(mine)).toBe(true);
        }
      }),
    );
  });

  it('keeps every element that one side added or changed, or names it', () => {
    fc.assert(
      fc.property(three, ([base, mine, theirs]) => {
        const { merged, clashes } = mergeCustomer(base, mine, theirs);
        for (const email of mine.emails) {
          const before = base.emails.find((one) => one.id === email.id);
          if (before && before.address === email.address) continue;
          const there = merged.emails.some(
            (one) => one.address.toLowerCase() === email.address.toLowerCase(),
          );
          const named = clashes.some((clash) => clash.field.startsWith(`emails.${email.id}`));
          expect(there || named).toBe(true);
        }
      }),
    );
  });

  it('takes what is noted of a value with the value, and clashes over none of it', () => {
    fc.assert(
      fc.property(three, ([base, mine, theirs]) => {
        const { merged, clashes } = mergeCustomer(base, mine, theirs);
        expect(
          fieldsOf(clashes).filter((path) => /^(emails|phones)\..*\.(source|since)$/u.test(path)),
        ).toEqual([]);
        for (const email of merged.emails) {
          const [my, their] = [mine, theirs].map(({ emails }) => emails.find(({ id }) => id === email.id));
          const isMineNamed = clashes.some(({ field }) => field === `emails.${email.id}.address`);
          if (isMineNamed) expect(email).toMatchObject({ source: their?.source, since: their?.since });
          expect([my?.since, their?.since]).toContain(email.since);
        }
      }),
    );
  });

  it('says nothing where both typed the same value at different times', () => {
    const [base] = fc.sample(editable, { numRuns: 1, seed: 7 }) as [CustomerEditable];
    const at = (address: string, since: string | null) => ({
      ...base,
      emails: [newEmail({ id: ids[4] ?? '', address, label: '', primary: false, since })],
    });
    const theirs = at('b@x.org', '2026-05-03T10:00:00.000Z');
    const merge = mergeCustomer(at('a@x.org', null), at('b@x.org', '2026-05-03T09:00:00.000Z'), theirs);
    expect(merge).toEqual({ merged: theirs, clashes: [] });
  });

  it('clashes where both added an element of the same id, instead of overwriting theirs', () => {
    const [base] = fc.sample(editable, { numRuns: 1, seed: 7 }) as [CustomerEditable];
    const added = (address: string) => newEmail({ id: ids[4] ?? '', address, label: '', primary: false });
    const start = { ...base, emails: [] };
    const { merged, clashes } = mergeCustomer(
      start,
      { ...start, emails: [added('b@x.org')] },
      { ...start, emails: [added('a@x.org')] },
    );
    expect(merged.emails).toEqual([added('a@x.org')]);
    expect(clashes).toEqual([{ field: `emails.${ids[4]}.address`, mine: 'b@x.org', theirs: 'a@x.org' }]);
  });

  it('clashes in the same fields whichever desk comes first', () => {
    fc.assert(
      fc.property(three, ([base, one, other]) => {
        const forth = mergeCustomer(base, one, other).clashes.filter((clash) => !clash.field.includes('.'));
        const back = mergeCustomer(base, other, one).clashes.filter((clash) => !clash.field.includes('.'));
        expect(fieldsOf(forth)).toEqual(fieldsOf(back));
      }),
    );
  });

  it('leaves at most one primary element in a list', () => {
    fc.assert(
      fc.property(three, ([base, mine, theirs]) => {
        const { merged } = mergeCustomer(base, mine, theirs);
        expect(merged.emails.filter((email) => email.primary).length).toBeLessThanOrEqual(1);
        expect(merged.phones.filter((phone) => phone.primary).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('joins an e-mail of mine and a phone of theirs', () => {
    const base = fc.sample(editable, { numRuns: 1, seed: 7 })[0] as CustomerEditable;
    const [id] = ids;
    const mine = {
      ...base,
      emails: [newEmail({ id: id ?? '', address: 'new@x.org', label: '', primary: true })],
    };
    const theirs = {
      ...base,
      phones: [newPhone({ id: id ?? '', number: '9999', label: '', primary: true })],
    };
    const start = { ...base, emails: [], phones: [] };
    const { merged, clashes } = mergeCustomer(start, { ...mine, phones: [] }, { ...theirs, emails: [] });
    expect(clashes).toEqual([]);
    expect(merged.emails).toEqual(mine.emails);
    expect(merged.phones).toEqual(theirs.phones);
  });
});
