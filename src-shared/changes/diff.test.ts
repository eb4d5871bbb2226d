import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDiff, diffOf, reversed } from './diff.ts';
import { withPhotoMarks } from './photo-marks.ts';
import { compareVersions, stateAt } from './versions.ts';

const element = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), address: fc.string({ maxLength: 3 }) });
const list = fc.uniqueArray(element, { selector: ({ id }) => id });
const properties = fc.dictionary(fc.constantFrom('one', 'two', 'three'), fc.constantFrom('x', 'y', null));
const customer = fc.record(
  {
    given: fc.string({ maxLength: 2 }),
    flags: fc.array(fc.constantFrom('vip', 'deceased')),
    teamId: fc.option(fc.constantFrom('t1', 't2')),
    emails: list,
    addresses: list,
    business: properties,
    attributes: properties,
  },
  { requiredKeys: ['emails', 'addresses', 'business', 'attributes'] },
);

describe('the difference of two states', () => {
  it('leads from one to the other and back', () => {
    fc.assert(
      fc.property(customer, customer, (before, after) => {
        const changes = diffOf(before, after);
        expect(applyDiff(before, changes)).toEqual(after);
        expect(applyDiff(after, reversed(changes))).toEqual(before);
      }),
    );
  });

  it('survives being written down as JSON', () => {
    fc.assert(
      fc.property(customer, customer, (before, after) => {
        const changes = JSON.parse(JSON.stringify(diffOf(before, after)));
        expect(applyDiff(before, changes)).toEqual(after);
      }),
    );
  });

  it('is empty for equal states, and for the same content in another envelope', () => {
    fc.assert(
      fc.property(customer, (one) => {
        expect(diffOf(one, structuredClone(one))).toEqual([]);
      }),
    );
    expect(
      diffOf({ given: 'A', rev: '1', mutationId: 'x' }, { given: 'A', rev: '2', mutationId: 'y' }),
    ).toEqual([]);
  });

  it('names the element of a list and the property of a record', () => {
    const before = { emails: [{ id: 'a', address: 'x' }], business: { jobTitle: '' } };
    const after = { emails: [{ id: 'a', address: 'y' }], business: { jobTitle: 'Boss' } };
    expect(diffOf(before, after)).toEqual([
      { path: 'emails.a', from: { id: 'a', address: 'x' }, to: { id: 'a', address: 'y' } },
      { path: 'business.jobTitle', from: '', to: 'Boss' },
    ]);
  });
});

describe('versions', () => {
  const history = fc.array(customer, { minLength: 1, maxLength: 6 });
  const changesOf = (states: object[]) =>
    states.map((state, at) => ({
      version: at + 1,
      fields: at === 0 ? [] : diffOf(states[at - 1] ?? {}, state),
    }));

  it('are found again from the present one', () => {
    fc.assert(
      fc.property(history, (states) => {
        const changes = changesOf(states);
        states.forEach((state, at) => {
          expect(stateAt(states.at(-1) ?? {}, changes, at + 1)).toEqual(state);
        });
      }),
    );
  });

  it('are unknown before a change that is missing', () => {
    const states = [{ given: 'A' }, { given: 'B' }, { given: 'C' }, { given: 'D' }];
    const kept = changesOf(states).filter(({ version }) => version !== 3);
    expect(stateAt({ given: 'D' }, kept, 3)).toEqual({ given: 'C' });
    expect(stateAt({ given: 'D' }, kept, 2)).toBeNull();
    expect(compareVersions({ given: 'D' }, kept, 2, 4)).toBeNull();
    expect(compareVersions({ given: 'D' }, kept, 3, 4)).toEqual([{ path: 'given', from: 'C', to: 'D' }]);
  });

  it('tell that a photo changed, and hold none', () => {
    const states = ['', 'AAAA', 'BBBB', 'AAAA'].map((photo) => ({ given: 'A', photo }));
    const changes = changesOf(states).map(({ version, fields }) => ({
      version,
      fields: withPhotoMarks(fields),
    }));
    expect(JSON.stringify(changes)).not.toMatch(/AAAA|BBBB/);
    const [, one, another] = changes.map(({ fields }) => fields[0]);
    expect(one).toMatchObject({ path: 'photo', from: '' });
    expect(another?.from).toBe(one?.to);
    const compared = (from: number, to: number) => compareVersions(states.at(-1) ?? {}, changes, from, to);
    expect(compared(1, 4)).toEqual([{ path: 'photo', from: '', to: one?.to }]);
    expect(compared(2, 4)).toEqual([]);
    expect(compared(3, 4)).toEqual([{ path: 'photo', from: one && another?.to, to: one?.to }]);
  });

  it('are unknown when there are none, or past the newest', () => {
    expect(stateAt({ given: 'A' }, [], 1)).toBeNull();
    expect(stateAt({ given: 'A' }, changesOf([{ given: 'A' }]), 2)).toBeNull();
  });
});
