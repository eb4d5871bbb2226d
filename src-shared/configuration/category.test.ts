import { describe, expect, it } from 'vitest';
import { categoryIssues, removedResponses } from './category.ts';
import type { CategoryResponse, ProfileCategory } from './schema.ts';

const response = (code: string, is: Partial<CategoryResponse> = {}): CategoryResponse => ({
  code,
  description: code,
  order: 0,
  active: true,
  isDefault: false,
  ...is,
});
const category = (is: Partial<ProfileCategory> = {}): ProfileCategory => ({
  kind: 'category',
  code: 'AGE',
  description: 'Age',
  required: false,
  order: 0,
  active: true,
  responses: [response('A', { isDefault: true }), response('B')],
  ...is,
});
const two = (is: Partial<CategoryResponse>) => [response('A', { isDefault: true }), response('B', is)];

describe('a category', () => {
  it.each<[string, ProfileCategory, ProfileCategory | null, { code: string }[], object[]]>([
    ['new', category(), null, [], []],
    ['without responses', category({ responses: [] }), null, [], []],
    ['changed', category({ description: 'How old' }), category(), [{ code: 'HOME' }], []],
    ['code taken', category(), null, [{ code: 'AGE' }], [{ path: 'code', code: 'duplicate' }]],
    ['code changed', category(), category({ code: 'OLD' }), [], [{ path: 'code', code: 'immutable' }]],
    ['no description', category({ description: ' ' }), null, [], [{ path: 'description', code: 'required' }]],
    [
      'response without description',
      category({ responses: two({ description: ' ' }) }),
      null,
      [],
      [{ path: 'responses.1.description', code: 'required' }],
    ],
    [
      'response twice',
      category({ responses: two({ code: 'A' }) }),
      null,
      [],
      [{ path: 'responses.1.code', code: 'duplicate' }],
    ],
    [
      'two defaults',
      category({ responses: two({ isDefault: true }) }),
      null,
      [],
      [{ path: 'responses.1.isDefault', code: 'oneDefault' }],
    ],
    [
      'a default and an archived one',
      category({ responses: two({ isDefault: true, active: false }) }),
      null,
      [],
      [],
    ],
  ])('%s', (_name, given, stored, others, issues) => {
    expect(categoryIssues(given, stored, others)).toEqual(issues);
  });

  it('tells which responses an edit takes away', () => {
    expect(removedResponses(category({ responses: [response('B')] }), category())).toEqual(['A']);
    expect(removedResponses(category(), category())).toEqual([]);
    expect(removedResponses(category(), null)).toEqual([]);
  });
});
