/** The teams of the demo: three a region. */
import type { Team } from '#shared/team/schema.ts';
import { EVERYBODY } from '../sync/scope.ts';
import { random } from './random.ts';

/** The day the demo's story ends; fixed, so that the data are the same on every day. */
export const LAST_DAY = Date.parse('2026-06-01T09:00:00.000Z');

export const REGIONS = ['north', 'south', 'east', 'west'] as const;
const DESKS = ['First Line', 'Key Accounts', 'Field'] as const;

/** All teams, in a fixed order. */
export const DEMO_TEAMS: readonly Team[] = REGIONS.flatMap((region, r) =>
  DESKS.map((desk, d) => {
    const chance = random(2025, r * DESKS.length + d);
    return {
      id: chance.uuid(),
      rev: `1-${chance.hex(8)}`,
      mutationId: chance.uuid(),
      scope: [...EVERYBODY],
      updatedAt: new Date(LAST_DAY).toISOString(),
      updatedBy: 'import',
      name: `${region.charAt(0).toUpperCase()}${region.slice(1)} ${desk}`,
      region,
    };
  }),
);
