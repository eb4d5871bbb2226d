/**
 * The life of a custom attribute (FEATURES D1 to D3): draft, proposed, approved, active, archived, and what may still
 * change at each stage. Pure; the screen, the API and a trigger of the database hold to it.
 *
 * Invariants
 * - Once active, key and type never change and the definition is never deleted: archived is the end, and the way back.
 * - It becomes approved only when as many named approvers approved as the control wants, none of whom is its proposer.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { AttributeDefinition } from './schema.ts';

export type AttributeState = AttributeDefinition['state'];

const STEPS: Record<AttributeState, readonly AttributeState[]> = {
  draft: ['proposed'],
  proposed: ['draft', 'approved'],
  approved: ['draft', 'active'],
  active: ['archived'],
  archived: ['active'],
};

/** True when a definition may go from one state to the other. Approved is reached by approvals only. */
export function mayStep(from: AttributeState, to: AttributeState): boolean {
  return STEPS[from].includes(to);
}

/** True from the first activation on: customers may hold values, so key, type and class are final. */
export function isFrozen(definition: Pick<AttributeDefinition, 'activatedAt'>): boolean {
  return definition.activatedAt !== null;
}

/** What an edit of a frozen definition may not do: another key, type or class, an option taken away, a tighter limit. */
export function frozenIssues(before: AttributeDefinition, after: AttributeDefinition): FieldIssue[] {
  if (!isFrozen(before)) return [];
  const options = new Set(after.options.map(({ key }) => key));
  const broken: [string, boolean][] = [
    ['key', before.key !== after.key],
    ['type', before.type !== after.type],
    ['piiClass', before.piiClass !== after.piiClass],
    ['options', before.options.some(({ key }) => !options.has(key))],
    ['required', after.required && !before.required],
    ['unique', after.unique && !before.unique],
    ['min', isTighter(before.min, after.min, (was, is) => is > was)],
    ['max', isTighter(before.max, after.max, (was, is) => is < was)],
    ['maxLength', isTighter(before.maxLength, after.maxLength, (was, is) => is < was)],
  ];
  return broken.flatMap(([path, is]): FieldIssue[] => (is ? [{ path, code: 'immutable' }] : []));
}

type Judged = Pick<AttributeDefinition, 'state' | 'approvers' | 'approvals' | 'proposedBy' | 'proposedAt'>;

/**
 * Where the approvals since the last proposal leave it: one refusal refuses, enough approvals approve.
 * @param needed how many approvals are enough; 0 for those of all approvers, as are more than there are.
 */
export function verdictOf(
  definition: Omit<Judged, 'state'>,
  needed: number,
): 'approved' | 'refused' | 'open' {
  const round = currentRound(definition);
  if (round.some(({ verdict }) => verdict === 'refused')) return 'refused';
  const judges = definition.approvers.filter((who) => who !== definition.proposedBy);
  const approved = judges.filter((who) => round.some(({ by }) => by === who)).length;
  const enough = needed === 0 ? judges.length : Math.min(needed, judges.length);
  return judges.length > 0 && approved >= enough ? 'approved' : 'open';
}

/** True for a named approver who has not spoken in this round and did not propose it. */
export function mayJudge(definition: Judged, who: string): boolean {
  const { state, approvers, proposedBy } = definition;
  const spoke = currentRound(definition).some(({ by }) => by === who);
  return state === 'proposed' && who !== proposedBy && approvers.includes(who) && !spoke;
}

function currentRound({ approvals, proposedAt }: Omit<Judged, 'state'>): AttributeDefinition['approvals'] {
  return proposedAt === null ? [] : approvals.filter(({ at }) => at >= proposedAt);
}

function isTighter(
  was: number | null,
  is: number | null,
  tighter: (was: number, is: number) => boolean,
): boolean {
  if (is === null) return false;
  return was === null || tighter(was, is);
}
