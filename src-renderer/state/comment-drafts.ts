/**
 * Comments being written, by customer id.
 *
 * Invariant: the id a comment will have is made once, with its draft, so that sending it again after a lost
 * answer adds one comment and not two. A text changed after an attempt is another comment and gets another id,
 * because the core may have kept the first.
 */
import { v7 as uuid } from 'uuid';
import { create } from 'zustand';
import type { Comment } from '#shared/comment/schema.ts';

/** What is chosen beside the text. It is kept with it: a restricted comment must not come back as one for all. */
export type CommentOptions = Pick<Comment, 'kind' | 'reasonCode' | 'visibility' | 'pinned' | 'followUp'>;
export type CommentDraft = { id: string; text: string; attempted: string | null; options: CommentOptions };

export const PLAIN_COMMENT: CommentOptions = {
  kind: 'note',
  reasonCode: '',
  visibility: 'all',
  pinned: false,
  followUp: false,
};

/** The draft after its text changed. */
export function rewritten(draft: CommentDraft | undefined, text: string, newId: () => string): CommentDraft {
  const isAnother = !draft || (draft.attempted !== null && draft.attempted !== text);
  const options = draft?.options ?? PLAIN_COMMENT;
  return isAnother ? { id: newId(), text, attempted: null, options } : { ...draft, text };
}

type CommentDraftsStore = {
  drafts: Readonly<Record<string, CommentDraft>>;
  write: (customerId: string, text: string) => void;
  choose: (customerId: string, options: Partial<CommentOptions>) => void;
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
  choose: (customerId, chosen) =>
    set(({ drafts }) => {
      const draft = drafts[customerId] ?? rewritten(undefined, '', uuid);
      return { drafts: { ...drafts, [customerId]: { ...draft, options: { ...draft.options, ...chosen } } } };
    }),
  attempt: (customerId) =>
    set(({ drafts }) => {
      const draft = drafts[customerId];
      return draft ? { drafts: { ...drafts, [customerId]: { ...draft, attempted: draft.text } } } : {};
    }),
  drop: (customerId) => set(({ drafts: { [customerId]: _dropped, ...drafts } }) => ({ drafts })),
  restore: (drafts) => set({ drafts }),
}));
