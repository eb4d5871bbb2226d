/**
 * What the demo's identity provider remembers, in one file of the data folder.
 *
 * Invariants
 * - The file is always complete (written aside, then renamed) and readable by its owner only.
 * - A refresh token that was just used works once more for `GRACE_SECONDS`: an answer lost on the way must not
 *   sign anybody out. Later use of it revokes the grant, as rotation demands.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';

const GRACE_SECONDS = 60;

const Entry = z.object({ payload: z.custom<AdapterPayload>(), expiresAt: z.number().nullable() });
const Entries = z.array(z.tuple([z.string(), Entry]));
type Entry = z.infer<typeof Entry>;

/** Makes the adapter factory that oidc-provider asks for each of its models. */
export function grantStore(file: string): (model: string) => Adapter {
  const entries = read(file);
  const save = (): void => write(file, entries);
  return (model) => adapterFor(model, entries, save);
}

function read(file: string): Map<string, Entry> {
  try {
    return new Map(Entries.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    return new Map(); // first start, or a file of another version: people sign in again
  }
}

function write(file: string, entries: Map<string, Entry>): void {
  const now = Date.now();
  for (const [key, { expiresAt }] of entries) if (expiresAt !== null && expiresAt < now) entries.delete(key);
  writeFileSync(`${file}.new`, JSON.stringify([...entries]), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function adapterFor(model: string, entries: Map<string, Entry>, save: () => void): Adapter {
  const key = (id: string): string => `${model}:${id}`;
  const live = (entry: Entry | undefined): AdapterPayload | undefined =>
    entry && (entry.expiresAt === null || entry.expiresAt > Date.now()) ? entry.payload : undefined;
  const search = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    const own = [...entries].filter(([name]) => name.startsWith(`${model}:`)).map(([, entry]) => live(entry));
    return own.find((payload) => payload !== undefined && matches(payload));
  };
  return {
    async upsert(id, payload, expiresIn) {
      entries.set(key(id), { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : null });
      save();
    },
    async find(id) {
      const payload = live(entries.get(key(id)));
      return payload && model === 'RefreshToken' ? withGrace(payload) : payload;
    },
    async findByUid(uid) {
      return search((payload) => payload.uid === uid);
    },
    async findByUserCode(userCode) {
      return search((payload) => payload.userCode === userCode);
    },
    async consume(id) {
      const entry = entries.get(key(id));
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
      save();
    },
    async destroy(id) {
      entries.delete(key(id));
      save();
    },
    async revokeByGrantId(grantId) {
      for (const [name, { payload }] of entries) if (payload.grantId === grantId) entries.delete(name);
      save();
    },
  };
}

function withGrace(payload: AdapterPayload): AdapterPayload {
  const { consumed, ...rest } = payload;
  const fresh = typeof consumed === 'number' && Date.now() / 1000 - consumed < GRACE_SECONDS;
  return fresh ? rest : payload;
}
