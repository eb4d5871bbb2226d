/**
 * The draft cabinet of the signed-in user: puts, takes out and throws away encrypted records.
 *
 * Invariants
 * - Closed, it keeps nothing and gives nothing: a write that arrives after sign-out is dropped.
 * - Writes of one record happen in the order they were asked for.
 */
import { type DraftKey, importDraftKey, seal, unseal } from './cipher.ts';
import { type DraftKind, database } from './database.ts';

/** Drafts nobody came back to are thrown away after a week. */
const DRAFT_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

export type OpenedDraft = { kind: DraftKind; subject: string; value: unknown };

let opened: DraftKey | null = null;
/** Whose drafts were kept last; still known after closing, so that signing out can throw them away. */
let lastOwner: string | null = null;
let queue: Promise<unknown> = Promise.resolve();

/** Opens the cabinet with the core's key and gives back what is in it. */
export async function openCabinet(base64Key: string): Promise<OpenedDraft[]> {
  const draftKey = await importDraftKey(base64Key);
  await queue;
  await database.records
    .where('savedAt')
    .below(Date.now() - DRAFT_LIFE_MS)
    .delete();
  const records = await database.records.where('owner').equals(draftKey.owner).toArray();
  const drafts = await Promise.all(
    records.map(async ({ name, kind, subject, iv, data }) => ({
      kind,
      subject,
      value: await unseal(draftKey.key, name, { iv, data }),
    })),
  );
  opened = draftKey;
  lastOwner = draftKey.owner;
  return drafts.filter(({ value }) => value !== undefined);
}

/** Finishes what was asked for and forgets the key. What is in the cabinet stays, encrypted. */
export function closeCabinet(): void {
  queue = queue.then(() => {
    opened = null;
  });
}

/** Keeps a value, replacing the one under the same kind and subject. */
export function keep(kind: DraftKind, subject: string, value: unknown): Promise<void> {
  return inOrder(async (draftKey) => {
    const name = nameOf(draftKey, kind, subject);
    const sealed = await seal(draftKey.key, name, value);
    if (opened !== draftKey) return;
    const record = { name, owner: draftKey.owner, kind, subject, savedAt: Date.now(), ...sealed };
    await database.records.put(record);
  });
}

/** Throws one record away. */
export function discard(kind: DraftKind, subject: string): Promise<void> {
  return inOrder((draftKey) => database.records.delete(nameOf(draftKey, kind, subject)));
}

/** Throws away everything of the user whose cabinet is or was last open, and closes it. */
export async function purgeCabinet(): Promise<void> {
  opened = null;
  await queue;
  if (lastOwner) await database.records.where('owner').equals(lastOwner).delete();
}

function nameOf({ owner }: DraftKey, kind: DraftKind, subject: string): string {
  return `${owner}/${kind}/${subject}`;
}

/** Runs after everything asked for before, if the cabinet is open then. A full disk loses the copy only. */
function inOrder(work: (draftKey: DraftKey) => Promise<void>): Promise<void> {
  const done = queue.then(() => (opened ? work(opened) : undefined)).catch(() => undefined);
  queue = done;
  return done;
}
