import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Linked, organisationIssues } from './organisation.ts';

const organisation = (id: string, organisationId = ''): Linked => ({
  id,
  kind: 'organisation',
  organisationId,
});
const over = (customers: readonly Linked[]) => async (id: string) => customers.find((one) => one.id === id);
const judge = (after: Linked, customers: readonly Linked[], knowsAll = true) =>
  organisationIssues(after, null, over(customers), knowsAll);
const LOOP = [{ path: 'organisationId', code: 'loop' }];
const NOT_OFFERED = [{ path: 'organisationId', code: 'notOffered' }];

describe('the organisation of a customer', () => {
  it('is one, and is there', async () => {
    const contact: Linked = { id: 'p', kind: 'businessContact', organisationId: 'o' };
    expect(await judge(contact, [organisation('o')])).toEqual([]);
    expect(await judge(contact, [{ ...organisation('o'), kind: 'person' }])).toEqual(NOT_OFFERED);
    expect(await judge(contact, [])).toEqual(NOT_OFFERED);
    // A desk does not have everybody: the server judges whom it cannot see.
    expect(await judge(contact, [], false)).toEqual([]);
  });

  it('is not judged by a save that leaves it as it was', async () => {
    const contact: Linked = { id: 'p', kind: 'person', organisationId: 'gone' };
    expect(await organisationIssues(contact, contact, over([]), true)).toEqual([]);
  });

  it('is never itself, nor one that belongs to it, however the links are made', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const link = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids));
    await fc.assert(
      fc.asyncProperty(fc.array(link, { maxLength: 20 }), async (links) => {
        const parents = new Map<string, string>();
        const all = () => ids.map((id) => organisation(id, parents.get(id) ?? ''));
        for (const [child, parent] of links) {
          const issues = await judge(organisation(child, parent), all());
          // The other way to know it: whoever is above the parent, found one by one.
          const above = new Set<string>();
          for (let at: string | undefined = parent; at !== undefined && !above.has(at); at = parents.get(at))
            above.add(at);
          expect(issues).toEqual(above.has(child) ? LOOP : []);
          if (issues.length === 0) parents.set(child, parent);
        }
      }),
    );
  });
});
