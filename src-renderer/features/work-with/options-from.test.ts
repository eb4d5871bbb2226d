import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttributeKey } from '#shared/profile/schema.ts';
import { optionsFrom } from './options-from.ts';

const gold = { key: 'gold', label: 'Gold', archived: false };
const tin = { key: 'tin', label: 'Tin', archived: false };

describe('the choices of a list', () => {
  it('keep their keys, are archived once in use, and get new keys that nobody has', () => {
    expect(optionsFrom([gold, tin], ['Gold', 'Éclair bleu'], true)).toEqual([
      gold,
      { ...tin, archived: true },
      { key: 'eclair_bleu', label: 'Éclair bleu', archived: false },
    ]);
    expect(optionsFrom([gold, tin], ['Gold'], false)).toEqual([gold]);
    expect(optionsFrom([{ ...tin, archived: true }], ['Tin'], true)).toEqual([tin]);
    expect(optionsFrom([], ['7', '漢', 'A', 'A!'], false).map(({ key }) => key)).toHaveLength(4);
  });

  it('have keys of the right form, each once, whatever is typed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 80 }), { maxLength: 8 }), (labels) => {
        const keys = optionsFrom([], labels, false).map(({ key }) => key);
        expect(new Set(keys).size).toBe(labels.length);
        for (const key of keys) expect(AttributeKey.safeParse(key).success).toBe(true);
      }),
    );
  });
});
