import { expect, it } from 'vitest';
import { placed, placementOf, regionsFor, scopeOf } from './placement.ts';

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

const MANY = [...TEAMS, { id: 't2', region: 'north' }, { id: 't3', region: 'south' }];
it.each([
  [['*'], ['north', 'south']],
  [
    ['region:north', 'region:south', 'region:gone'],
    ['north', 'south'],
  ],
  [['region:north'], []],
  [['*', 'team:t1'], []],
])('a user with %j may choose among %j', (scopeKeys, regions) => {
  expect(regionsFor({ scopeKeys }, MANY)).toEqual(regions);
});

it.each([
  [['*'], 'south', 'south'],
  [['*'], 'gone', 'unassigned'],
  [['*'], undefined, 'unassigned'],
  [['region:north'], 'south', 'north'],
])('of a user with %j who chose %j it is in %j', (scopeKeys, chosen, region) => {
  expect(placed({ scopeKeys }, MANY, chosen)).toEqual({ region, teamId: null });
});
