/** Where a new customer belongs: in the area of the person who registers them. Pure. */
import type { Me } from '../permission/me.ts';

export type Placement = { region: string; teamId: string | null };

/** Of whom works for every area; a steward moves the customer to theirs. */
export const NO_REGION = 'unassigned';

const TEAM = 'team:';
const REGION = 'region:';

/** The area of a user: their team, and its region or the first of theirs. */
export function placementOf(
  { scopeKeys }: Pick<Me, 'scopeKeys'>,
  teams: readonly { id: string; region: string }[],
): Placement {
  const teamId = scopeKeys.find((key) => key.startsWith(TEAM))?.slice(TEAM.length) ?? null;
  const region = scopeKeys.find((key) => key.startsWith(REGION))?.slice(REGION.length);
  const team = teams.find(({ id }) => id === teamId);
  return { region: team?.region ?? region ?? NO_REGION, teamId: team ? team.id : null };
}

/** Keys of the rows that belong to a place; the customer's comments and versions share them. */
export function scopeOf({ region, teamId }: Placement): string[] {
  return teamId === null ? [`region:${region}`] : [`region:${region}`, `team:${teamId}`];
}
