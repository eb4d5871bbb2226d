/** Whose a new tickler is. */
import type { Me } from '../permission/me.ts';
import type { Assignee } from './tickler-state.ts';

/** As chosen when it is made: by the rule, myself, a colleague, or a team. */
export type AssignTo =
  | { mode: 'rule' }
  | { mode: 'me' }
  | { mode: 'person'; id: string; name: string }
  | { mode: 'team'; id: string };

type Person = Pick<Me, 'sub' | 'name'>;
type Team = { id: string; region: string };

/**
 * The rule: the customer's team takes it; a customer without one is looked after by who made the tickler. A team
 * that is no longer there counts as none.
 */
export function assign(
  to: AssignTo,
  facts: { creator: Person; customerTeamId: string | null; teams: readonly Team[] },
): Assignee {
  const { creator, customerTeamId, teams } = facts;
  const ofTeam = (id: string | null) => (teams.some((team) => team.id === id) ? ofNobody(id) : null);
  if (to.mode === 'person') return { assigneeId: to.id, assigneeName: to.name, teamId: null };
  if (to.mode === 'team') return ofTeam(to.id) ?? ofPerson(creator);
  return (to.mode === 'rule' ? ofTeam(customerTeamId) : null) ?? ofPerson(creator);
}

/** True when the tickler waits for this user: theirs, or nobody's of a team or region they are of. */
export function isFor(me: Me, tickler: Assignee, teams: readonly Team[]): boolean {
  if (tickler.assigneeId !== '') return tickler.assigneeId === me.sub;
  if (me.scopeKeys.includes('*')) return false;
  const team = teams.find(({ id }) => id === tickler.teamId);
  return me.scopeKeys.includes(`team:${tickler.teamId}`) || me.scopeKeys.includes(`region:${team?.region}`);
}

function ofPerson({ sub, name }: Person): Assignee {
  return { assigneeId: sub, assigneeName: name, teamId: null };
}

function ofNobody(teamId: string | null): Assignee {
  return { assigneeId: '', assigneeName: '', teamId };
}
