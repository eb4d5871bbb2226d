import { describe, expect, it } from 'vitest';
import { FIELDS, OWNED_ELSEWHERE, partWith, valueAt } from './field-registry.ts';
import { CustomerEditable, emptyCustomer } from './schema.ts';

const RECORDS = ['demographics', 'business', 'userProfile'] as const;

describe('the registry of fields', () => {
  it('holds every editable property, or names its owner', () => {
    const named = new Set([...FIELDS.map(({ path }) => path.split('.')[0]), ...OWNED_ELSEWHERE]);
    expect([...named].sort()).toEqual(Object.keys(CustomerEditable.shape).sort());
  });

  it('holds every property of the records', () => {
    const empty = emptyCustomer();
    for (const record of RECORDS) {
      const paths = FIELDS.map(({ path }) => path).filter((path) => path.startsWith(`${record}.`));
      expect(paths.sort()).toEqual(
        Object.keys(empty[record])
          .map((property) => `${record}.${property}`)
          .sort(),
      );
    }
  });

  it('names each field once', () => {
    const paths = FIELDS.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('puts a value where it is read again and leaves the rest alone', () => {
    const empty = emptyCustomer();
    for (const { path } of FIELDS) {
      const filled = { ...empty, ...partWith(empty, path, 'x') };
      expect(valueAt(filled, path)).toBe('x');
      const others = FIELDS.filter((other) => other.path !== path);
      for (const other of others) expect(valueAt(filled, other.path)).toEqual(valueAt(empty, other.path));
    }
  });
});
