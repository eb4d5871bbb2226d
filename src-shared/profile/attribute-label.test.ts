import { describe, expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from '../configuration/attribute.ts';
import { labelIn, withOptionKeys } from './attribute-label.ts';

const tier = {
  ...NEW_ATTRIBUTE,
  type: 'enum' as const,
  label: 'Tier',
  labels: { de: 'Stufe' },
  options: [
    { key: 'gold', label: 'Gold', labels: { fr: 'Or' }, archived: false },
    { key: 'plain', label: 'No tier', archived: false },
    { key: 'old', label: 'Old', archived: true },
    { key: 'elder', label: 'OLD!', archived: false },
  ],
};

describe('a label', () => {
  it('is the one of the language, else the one for every language', () => {
    expect(labelIn(tier, 'de-AT')).toBe('Stufe');
    expect(labelIn(tier, 'fr')).toBe('Tier');
    expect(labelIn({ label: 'x' }, '')).toBe('x');
  });
});

describe('an option', () => {
  it.each([
    ['gold', 'gold'],
    ['GOLD', 'gold'],
    [' no tier', 'plain'],
    ['or', 'gold'],
    ['tin', 'tin'],
    ['', ''],
    ['old', 'old'],
    ['Old!', 'Old!'],
  ])('given as %j is %j', (given, key) => {
    expect(withOptionKeys(tier, given)).toBe(key);
    expect(withOptionKeys({ ...tier, type: 'multiEnum' }, [given])).toEqual([key]);
  });

  it('is read for lists only, and of texts only', () => {
    expect(withOptionKeys({ ...tier, type: 'string' }, 'GOLD')).toBe('GOLD');
    expect(withOptionKeys(tier, 5)).toBe(5);
    expect(withOptionKeys(tier, null)).toBeNull();
  });
});
