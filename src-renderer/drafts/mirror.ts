/**
 * Keeps an encrypted copy of what is typed and open in this window, and puts it back after a reload.
 * The stores are the truth while the window lives; the cabinet is what survives it.
 */
import { type CommentDraft, useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import { type Edit, useEdits } from '#renderer/state/edits.ts';
import { useRecents } from '#renderer/state/recents.ts';
import { NO_TABS, type Tabs, useTabs } from '#renderer/state/tabs.ts';
import { maskCardNumbers } from '#shared/comment/card-numbers.ts';
import { emptyCustomer } from '#shared/customer/schema.ts';
import { closeCabinet, discard, keep, type OpenedDraft, openCabinet, purgeCabinet } from './cabinet.ts';
import type { DraftKind } from './database.ts';

/** Well under the second after which nothing typed may be only in memory. */
const SETTLE_MS = 300;

type Pending = { timer: ReturnType<typeof setTimeout>; write: () => void };

const pending = new Map<string, Pending>();

/** Puts back the drafts of the user and begins to keep copies. Returns what stops it. */
export async function startMirror(base64Key: string): Promise<() => void> {
  const drafts = await openCabinet(base64Key);
  useEdits.getState().restore(asClosedEdits(bySubject<Edit>(drafts, 'edit')));
  useCommentDrafts.getState().restore(bySubject<CommentDraft>(drafts, 'comment'));
  useTabs.getState().restore(only<Tabs>(drafts, 'tabs') ?? NO_TABS);
  useRecents
    .getState()
    .restore(only<string[]>(drafts, 'recents') ?? [], only<string[]>(drafts, 'pinned') ?? []);
  const stops = [mirrorEdits(), mirrorComments(), mirrorTabs(), mirrorRecents()];
  return () => {
    for (const stop of stops) stop();
    flushPending();
    closeCabinet();
    emptyStores();
  };
}

/** Throws away every draft of the user, on sign-out. */
export async function purgeDrafts(): Promise<void> {
  clearPending();
  await purgeCabinet();
}

/** Throws away what was typed about one customer, who is no longer on this desk. */
export function forgetDraftsOf(customerId: string): void {
  useEdits.getState().drop(customerId);
  useCommentDrafts.getState().drop(customerId);
  useRecents.getState().forget(customerId);
}

function emptyStores(): void {
  useEdits.getState().restore({});
  useCommentDrafts.getState().restore({});
  useTabs.getState().restore(NO_TABS);
  useRecents.getState().restore([], []);
}

function mirrorEdits(): () => void {
  return useEdits.subscribe(({ edits }, before) => copyChanges('edit', edits, before.edits));
}

/** A card number that is being typed is kept from the disk; what is left of it comes back. */
function mirrorComments(): () => void {
  return useCommentDrafts.subscribe(({ drafts }, before) => {
    for (const subject of new Set([...Object.keys(drafts), ...Object.keys(before.drafts)])) {
      const draft = drafts[subject];
      if (draft === before.drafts[subject]) continue;
      copySoon('comment', subject, draft && { ...draft, text: maskCardNumbers(draft.text) });
    }
  });
}

function mirrorTabs(): () => void {
  return useTabs.subscribe(({ tabs, active }) => copySoon('tabs', '', { tabs, active }));
}

function mirrorRecents(): () => void {
  return useRecents.subscribe(({ ids, pinned }) => {
    copySoon('recents', '', ids);
    copySoon('pinned', '', pinned);
  });
}

function copyChanges<T>(kind: DraftKind, now: Record<string, T>, before: Record<string, T>): void {
  for (const subject of new Set([...Object.keys(now), ...Object.keys(before)])) {
    if (now[subject] !== before[subject]) copySoon(kind, subject, now[subject]);
  }
}

function copySoon(kind: DraftKind, subject: string, value: unknown): void {
  const name = `${kind}/${subject}`;
  clearTimeout(pending.get(name)?.timer);
  pending.delete(name);
  if (value === undefined) {
    void discard(kind, subject);
    return;
  }
  const write = () => {
    pending.delete(name);
    void keep(kind, subject, value);
  };
  pending.set(name, { timer: setTimeout(write, SETTLE_MS), write });
}

function flushPending(): void {
  const writes = [...pending.values()].map(({ write }) => write);
  clearPending();
  for (const write of writes) write();
}

function clearPending(): void {
  for (const { timer } of pending.values()) clearTimeout(timer);
  pending.clear();
}

function bySubject<T>(drafts: OpenedDraft[], kind: DraftKind): Record<string, T> {
  const ofKind = drafts.filter((draft) => draft.kind === kind);
  return Object.fromEntries(ofKind.map(({ subject, value }) => [subject, value as T]));
}

function only<T>(drafts: OpenedDraft[], kind: DraftKind): T | undefined {
  return drafts.find((draft) => draft.kind === kind)?.value as T | undefined;
}

function asClosedEdits(edits: Record<string, Edit>): Record<string, Edit> {
  return Object.fromEntries(
    Object.entries(edits).map(([id, edit]) => [id, { ...completed(edit), open: false }]),
  );
}

/** A draft of an older version lacks fields that the form has now: nobody has touched those. */
function completed(edit: Edit): Edit {
  const empty = emptyCustomer();
  return { ...edit, base: { ...empty, ...edit.base }, mine: { ...empty, ...edit.mine } };
}
