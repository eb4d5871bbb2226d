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

/** The regions in which the user may register customers, where there is more than one to choose from. */
export function regionsFor(
  me: Pick<Me, 'scopeKeys'>,
  teams: readonly { id: string; region: string }[],
): string[] {
  if (me.scopeKeys.some((key) => key.startsWith(TEAM))) return [];
  const all = [...new Set(teams.map(({ region }) => region))].toSorted();
  const mine = me.scopeKeys.includes('*')
    ? all
    : all.filter((region) => me.scopeKeys.includes(`${REGION}${region}`));
  return mine.length > 1 ? mine : [];
}

/** Where a new customer goes: the region that was chosen, where it is one of the user's, else theirs. */
export function placed(
  me: Pick<Me, 'scopeKeys'>,
  teams: readonly { id: string; region: string }[],
  region: string | undefined,
): Placement {
  const isMine = region !== undefined && regionsFor(me, teams).includes(region);
  return isMine ? { region, teamId: null } : placementOf(me, teams);
}

/** Keys of the rows that belong to a place; the customer's comments and versions share them. */
export function scopeOf({ region, teamId }: Placement): string[] {
  return teamId === null ? [`region:${region}`] : [`region:${region}`, `team:${teamId}`];
}
