/** What becomes of a definition by an approver's word or by a step. Pure; throws Refused. */
import { mayJudge, mayStep, verdictOf } from '#shared/configuration/lifecycle.ts';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { Refused } from './refused.ts';

const MOST_APPROVALS = 50;

/** The definition with the word noted, and in the state that follows from it. `needed` approvals are enough, 0 for all. */
export function judged(
  definition: AttributeDefinition,
  word: AttributeDefinition['approvals'][number],
  needed: number,
): AttributeDefinition {
  if (definition.state !== 'proposed') throw new Refused('WRONG_STATE');
  if (!mayJudge(definition, word.by)) throw new Refused('FORBIDDEN');
  const approvals = [...definition.approvals, word].slice(-MOST_APPROVALS);
  const verdict = verdictOf({ ...definition, approvals }, needed);
  const state = verdict === 'open' ? 'proposed' : verdict === 'approved' ? 'approved' : 'draft';
  return { ...definition, approvals, state };
}

/** The definition after a step that a person takes. Activated once, it keeps the moment for good. */
export function stepped(
  definition: AttributeDefinition,
  to: AttributeDefinition['state'],
  by: string,
  now: string,
): AttributeDefinition {
  if (!mayStep(definition.state, to)) throw new Refused('WRONG_STATE');
  if (to === 'proposed') {
    const approvers = definition.approvers.filter((who) => who !== by);
    if (approvers.length === 0) throw new Refused('INVALID', [{ path: 'approvers', code: 'required' }]);
    return { ...definition, state: to, proposedBy: by, proposedAt: now };
  }
  return { ...definition, state: to, activatedAt: definition.activatedAt ?? (to === 'active' ? now : null) };
}
