/**
 * Comments being written, by customer id.
 *
 * Invariant: the id a comment will have is made once, with its draft, so that sending it again after a lost
 * answer adds one comment and not two. A text changed after an attempt is another comment and gets another id,
 * because the core may have kept the first.
 */
import { v7 as uuid } from 'uuid';
import { create } from 'zustand';

export type CommentDraft = { id: string; text: string; attempted: string | null };

/** The draft after its text changed. */
export function rewritten(draft: CommentDraft | undefined, text: string, newId: () => string): CommentDraft {
  const isAnother = !draft || (draft.attempted !== null && draft.attempted !== text);
  return isAnother ? { id: newId(), text, attempted: null } : { ...draft, text };
}

type CommentDraftsStore = {
  drafts: Readonly<Record<string, CommentDraft>>;
  write: (customerId: string, text: string) => void;
  /** Notes that the draft is on its way to the core. */
  attempt: (customerId: string) => void;
  drop: (customerId: string) => void;
  restore: (drafts: Record<string, CommentDraft>) => void;
};

export const useCommentDrafts = create<CommentDraftsStore>((set) => ({
  drafts: {},
  write: (customerId, text) =>
    set(({ drafts }) => ({
      drafts: { ...drafts, [customerId]: rewritten(drafts[customerId], text, uuid) },
    })),
  attempt: (customerId) =>
    set(({ drafts }) => {
      const draft = drafts[customerId];
      return draft ? { drafts: { ...drafts, [customerId]: { ...draft, attempted: draft.text } } } : {};
    }),
  drop: (customerId) => set(({ drafts: { [customerId]: _dropped, ...drafts } }) => ({ drafts })),
  restore: (drafts) => set({ drafts }),
}));
