import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newEmail, newPhone } from './contact-points.ts';
import { changedFields, mergeCustomer } from './merge.ts';
import { type CustomerEditable, emptyCustomer } from './schema.ts';
import { takeMine } from './take-mine.ts';

const ids = Array.from({ length: 4 }, (_, at) => `00000000-0000-4000-8000-00000000000${at}`);
const word = fc.constantFrom('', 'Ada', 'Grace', 'Łucja', 'Straße');
const listOf = <T extends object>(element: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...ids), element), { selector: ([id]) => id, maxLength: 4 })
    .map((rows) => rows.map(([id, rest]) => ({ id, ...rest, primary: false })));
const editable: fc.Arbitrary<CustomerEditable> = fc
  .record({
    given: word,
    family: word,
    attributes: fc.dictionary(fc.constantFrom('colour', 'size'), word),
    emails: listOf(fc.record({ address: fc.constantFrom('a@x.org', 'b@x.org', 'c@x.org'), label: word })).map(
      (all) => all.map(newEmail),
    ),
    phones: listOf(fc.record({ number: fc.constantFrom('1234', '5678'), label: word })).map((all) =>
      all.map(newPhone),
    ),
  })
  .map((some) => ({ ...emptyCustomer(), ...some }) as CustomerEditable);
const three = fc.tuple(editable, editable, editable);

it('leaves no clash: what is taken over stands, merged once more over theirs', () => {
  fc.assert(
    fc.property(three, ([base, mine, theirs]) => {
      const { merged, clashes } = mergeCustomer(base, mine, theirs);
      const decided = clashes.reduce(takeMine, merged);
      for (const clash of clashes) expect(takeMine(decided, clash)).toEqual(decided);
      // Decided on what stands, it is an ordinary edit of nobody else's changes.
      expect(mergeCustomer(merged, decided, merged)).toEqual({ merged: decided, clashes: [] });
    }),
  );
});

it('changes nothing but the fields that clashed', () => {
  fc.assert(
    fc.property(three, ([base, mine, theirs]) => {
      const { merged, clashes } = mergeCustomer(base, mine, theirs);
      const decided = clashes.reduce(takeMine, merged);
      const touched = new Set(clashes.map(({ field }) => field.split('.')[0]));
      expect(changedFields(merged, decided).filter((field) => !touched.has(field))).toEqual([]);
    }),
  );
});

it('puts back what I changed and they removed, and removes what I removed and they changed', () => {
  const email = newEmail({ id: ids[0] ?? '', address: 'a@x.org', label: '', primary: false });
  const base = { ...emptyCustomer(), emails: [email] };
  const changed = { ...base, emails: [{ ...email, address: 'b@x.org' }] };
  const without = { ...base, emails: [] };
  const mineChanged = mergeCustomer(base, changed, without);
  expect(mineChanged.clashes.reduce(takeMine, mineChanged.merged).emails).toEqual(changed.emails);
  const mineRemoved = mergeCustomer(base, without, changed);
  expect(mineRemoved.clashes.reduce(takeMine, mineRemoved.merged).emails).toEqual([]);
});
