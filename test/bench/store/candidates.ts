/** Everything that is compared, by name. Dexie comes with a limit, because it would run for hours. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { openStore } from '#main/storage-sqlite/index.ts';
import type { CandidateFactory } from './candidate.ts';
import { rawCandidate } from './raw-candidate.ts';
import { type Opened, rxCandidate } from './rx-candidate.ts';

const KEY = '5a'.repeat(32);
const HOOKS = new URL('../../../src-main/search/index-hook.ts', import.meta.url);

type DexieSettings = NonNullable<Parameters<typeof getRxStorageDexie>[0]>;

export type Entry = { make: CandidateFactory; limit: number };

/** `shim` is a folder where indexeddbshim is installed; without it that candidate does not run. */
export function candidates(shim: string | undefined): Record<string, Entry> {
  return {
    'raw, not encrypted': { make: (folder) => rawCandidate(join(folder, 'raw.db'), null), limit: Infinity },
    'raw, encrypted': { make: (folder) => rawCandidate(join(folder, 'raw.db'), KEY), limit: Infinity },
    'ours, not encrypted': { make: (folder) => ours(folder, null, false), limit: Infinity },
    'ours, encrypted': { make: (folder) => ours(folder, KEY, false), limit: Infinity },
    'ours, encrypted, with the search index': { make: (folder) => ours(folder, KEY, true), limit: Infinity },
    'RxDB memory': { make: memory, limit: 100_000 },
    'RxDB Dexie on fake-indexeddb': { make: dexieOnFake, limit: 10_000 },
    ...(shim && { 'RxDB Dexie on indexeddbshim': { make: () => dexieOnShim(shim), limit: 10_000 } }),
  };
}

function ours(folder: string, key: string | null, indexed: boolean) {
  const settings = { file: join(folder, 'store.db'), key: key === null ? null : Buffer.from(key, 'hex') };
  return rxCandidate(() => openStore(indexed ? { ...settings, hooks: HOOKS } : settings), true);
}

/** One storage for the run, so that closing and opening finds the same documents where they are kept at all. */
function memory() {
  const storage = getRxStorageMemory();
  return rxCandidate(async () => withoutClose(storage), false);
}

async function dexieOnFake() {
  const { IDBFactory, IDBKeyRange } = await import('fake-indexeddb');
  const indexedDB = new IDBFactory();
  return dexie({ indexedDB, IDBKeyRange });
}

/** From its sources, because its bundle does not find the SQLite that it brings. */
async function dexieOnShim(folder: string) {
  const source = join(folder, 'node_modules/indexeddbshim/src/node-UnicodeIdentifiers.js');
  const { default: setGlobalVars } = (await import(pathToFileURL(source).href)) as {
    default: (target: object, options: object) => DexieSettings;
  };
  const { indexedDB, IDBKeyRange } = setGlobalVars({}, { checkOrigin: false });
  return dexie({ indexedDB, IDBKeyRange } as DexieSettings);
}

function dexie(settings: DexieSettings) {
  const storage = getRxStorageDexie(settings);
  return rxCandidate(async () => withoutClose(storage), false);
}

function withoutClose(storage: unknown): Opened {
  return { storage: storage as Opened['storage'], close: async () => {} };
}
