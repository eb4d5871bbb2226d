import { expect, it } from 'vitest';
import { placementOf, scopeOf } from './placement.ts';

const TEAMS = [{ id: 't1', region: 'south' }];

it.each([
  [['region:north'], { region: 'north', teamId: null }, ['region:north']],
  [['region:north', 'region:south'], { region: 'north', teamId: null }, ['region:north']],
  [['team:t1'], { region: 'south', teamId: 't1' }, ['region:south', 'team:t1']],
  [['region:north', 'team:t1'], { region: 'south', teamId: 't1' }, ['region:south', 'team:t1']],
  [['region:north', 'team:gone'], { region: 'north', teamId: null }, ['region:north']],
  [['*'], { region: 'unassigned', teamId: null }, ['region:unassigned']],
])('a customer of a user with %j belongs to %j', (scopeKeys, placement, keys) => {
  expect(placementOf({ scopeKeys }, TEAMS)).toEqual(placement);
  expect(scopeOf(placement)).toEqual(keys);
});
