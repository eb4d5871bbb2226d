/** What is typed and not saved. */
import { type CommentDraft, useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import { type Edit, useEdits } from '#renderer/state/edits.ts';
import { changedFields } from '#shared/customer/merge.ts';

/** True when something typed about this customer is neither saved nor thrown away. */
export function hasUnsaved(id: string): boolean {
  return isUnsaved(useEdits.getState().edits[id], useCommentDrafts.getState().drafts[id]);
}

/** The same, for a component: it is told when it changes. */
export function useHasUnsaved(id: string): boolean {
  const edit = useEdits(({ edits }) => edits[id]);
  const draft = useCommentDrafts(({ drafts }) => drafts[id]);
  return isUnsaved(edit, draft);
}

/** How many customers have something unsaved in this window. */
export function countUnsaved(): number {
  const ids = [...Object.keys(useEdits.getState().edits), ...Object.keys(useCommentDrafts.getState().drafts)];
  return [...new Set(ids)].filter(hasUnsaved).length;
}

function isUnsaved(edit: Edit | undefined, draft: CommentDraft | undefined): boolean {
  return (edit && changedFields(edit.base, edit.mine).length > 0) || (draft?.text.trim() ?? '') !== '';
}
