import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from '../configuration/attribute.ts';
import { type AttributeDefinition, type ConfigurationEntry, TeamView } from '../configuration/schema.ts';
import type { FilterCondition } from './filter.ts';
import { audienceOf, isShownTo, teamViewIssues } from './team-view.ts';

const attribute = (part: Pick<AttributeDefinition, 'key' | 'type'> & Partial<AttributeDefinition>) => ({
  ...NEW_ATTRIBUTE,
  label: part.key,
  ...part,
});
const ENTRIES: ConfigurationEntry[] = [
  attribute({ key: 'nickname', type: 'string' }),
  attribute({ key: 'loyal', type: 'boolean' }),
  attribute({ key: 'tier', type: 'enum', options: [{ key: 'gold', label: 'Gold', archived: false }] }),
  {
    ...{ kind: 'category', code: 'AGE', description: 'Age', required: false, order: 1, active: true },
    responses: [{ code: '65UP', description: '65', order: 1, active: true, isDefault: false }],
  },
];
const view = (filter: TeamView['filter'], audience: string[] = []): TeamView => ({
  ...{ kind: 'view', name: 'Mine', filter, sort: 'best', audience },
});

describe('what is shared', () => {
  it.each<[FilterCondition, boolean]>([
    [{ field: 'status', value: 'active' }, true],
    [{ field: 'region', value: 'north' }, true],
    [{ field: 'since', from: '2020-01-01', to: null }, true],
    [{ field: 'organisation', value: 'some-id' }, false],
    [{ field: 'attribute', key: 'nickname', value: 'Bob Miller' }, false],
    [{ field: 'attribute', key: 'loyal', value: 'True' }, true],
    [{ field: 'attribute', key: 'loyal', value: 'Bob Miller' }, false],
    [{ field: 'attribute', key: 'tier', value: 'Gold' }, true],
    [{ field: 'attribute', key: 'tier', value: 'Bob Miller' }, false],
    [{ field: 'attribute', key: 'unknown', value: 'gold' }, false],
    [{ field: 'response', key: 'AGE', value: '65UP' }, true],
    [{ field: 'response', key: 'AGE', value: 'Bob Miller' }, false],
    [{ field: 'preference', key: 'channel', value: 'call' }, true],
    [{ field: 'preference', key: 'channel', value: 'Bob Miller' }, false],
    [{ field: 'preference', key: 'addressName', value: 'Bob Miller' }, false],
  ])('of %j: %s', (condition, isShared) => {
    const nested = { all: [{ field: 'status' as const, value: 'active' as const }, { any: [condition] }] };
    const issue = { path: `filter.${condition.field}`, code: 'notOffered' };
    expect(teamViewIssues(view(nested), ENTRIES)).toEqual(isShared ? [] : [issue]);
  });

  it('is not a filter of nothing', () => {
    expect(teamViewIssues(view({ all: [] }), ENTRIES)).toEqual([{ path: 'filter', code: 'required' }]);
  });

  it('has no text, whatever is sent', () => {
    expect(TeamView.parse({ ...view({ all: [] }), text: 'Bob Miller' })).not.toHaveProperty('text');
  });
});

describe('who sees it', () => {
  const keys = fc.uniqueArray(fc.constantFrom('region:north', 'region:south', 'team:a', '*'));
  it('whoever shared it, whoever sees every row, and who has a scope in common', () => {
    fc.assert(
      fc.property(keys, keys, (sharer, other) => {
        const shared = view({ all: [] }, audienceOf({ scopeKeys: sharer }));
        const isCommon = sharer.some((key) => other.includes(key));
        const isEverybodys = sharer.includes('*') || other.includes('*');
        expect(isShownTo(shared, { scopeKeys: other })).toBe(isCommon || isEverybodys);
        expect(isShownTo(shared, { scopeKeys: sharer })).toBe(sharer.length > 0);
      }),
    );
  });
});
