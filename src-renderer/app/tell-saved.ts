/** Says that a change was saved, what it changed, whether it waits, what was not taken over, and offers to undo it. */
import { api } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { fieldsText } from '#renderer/app/texts/customer.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { markSaved } from '#renderer/state/just-saved.ts';
import { useNotices } from '#renderer/state/notices.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import type { UpdateCustomer, UpdateOutcome } from '#shared/api/customer.ts';
import { changedFields } from '#shared/customer/merge.ts';

/** Called once the core has the change on the disk. */
export function tellSaved({ id, base }: UpdateCustomer, { conflicts, mine }: UpdateOutcome): void {
  const action = { label: 'Undo', run: () => void undo({ id, base, mine }) };
  markSaved(id, base, mine);
  if (conflicts.length === 0) {
    const detail = `Changed: ${fieldsText(changedFields(base, mine))}. ${whenSent()}`;
    useNotices.getState().tell({ tone: 'good', title: 'Saved on this computer', detail, action });
    return;
  }
  useNotices.getState().tell({
    tone: 'attention',
    title: 'Saved, except where somebody else was first',
    detail: `Their value was kept in ${fieldsText(conflicts)}. What you typed is in the sync centre.`,
    action,
  });
}

function whenSent(): string {
  const online = useSyncStatus.getState().status?.network === 'online';
  return online ? 'It is being sent now.' : 'It waits here and is sent when the network is back.';
}

/** The reason of an undo, for the versions. */
const UNDONE = 'Undone';

/** Writes the former values back, as a change of its own; `mine` is what was made of the form. */
async function undo({ id, base, mine }: UpdateCustomer): Promise<void> {
  const { tell } = useNotices.getState();
  try {
    const { conflicts } = await api.customer.update({ id, base: mine, mine: base, why: UNDONE });
    if (conflicts.length === 0) tell({ tone: 'good', title: 'Undone', detail: whenSent() });
    else
      tell({ tone: 'attention', title: 'Undone in part', detail: `${fieldsText(conflicts)} changed since.` });
  } catch (error) {
    const { title, detail } = PROBLEM_TEXTS[problemOf(error)];
    tell({ tone: 'attention', title: `Not undone: ${title}`, detail });
  }
}
