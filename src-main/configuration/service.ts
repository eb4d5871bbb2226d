/**
 * What administrators define, as this desk has it, and the way to change it on the server. Nothing of the configuration
 * is ever written into the store of the desk but by sync.
 */
import type { RxDocument } from 'rxdb/plugins/core';
import { filter, firstValueFrom, map, type Observable, of, timeout } from 'rxjs';
import type { ConfigurationItem } from '#shared/api/configuration.ts';
import type {
  JudgeAttribute,
  RemoveEntry,
  SaveEntry,
  StepAttribute,
} from '#shared/configuration/commands.ts';
import { ConfigurationEntry } from '#shared/configuration/schema.ts';
import { mayChangeEntry } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { ConfigurationDoc } from '../store/schemas.ts';
import { knownReadiness, rememberReadiness } from './known-readiness.ts';
import type { ConfigurationServer } from './remote.ts';

export type ConfigurationService = Pick<ConfigurationServer, 'approvers' | 'readiness' | 'statistic'> & {
  watch(): Observable<ConfigurationItem[]>;
  /** Each writes on the server and waits a little for the answer of sync; see `remote.ts` for what they throw. */
  save(given: SaveEntry): Promise<void>;
  remove(given: RemoveEntry): Promise<void>;
  judge(given: JudgeAttribute): Promise<void>;
  step(given: StepAttribute): Promise<void>;
};

/** Whoever changes something sees it changed; longer than this nobody waits for it. */
const LONGEST_WAIT_MS = 3_000;

/** @param server where changes go. */
export function createConfigurationService(
  database: DeskDatabase,
  server: ConfigurationServer,
  me: () => Me,
): ConfigurationService {
  const refuseUnlicensed = (kind: ConfigurationEntry['kind']) => {
    if (!mayChangeEntry(kind, me())) throw new CoreError('NOT_IN_EDITION');
  };
  const arrival = (id: string, isThere: (rev: string | null) => boolean) =>
    firstValueFrom(
      database.configuration.findOne(id).$.pipe(
        filter((document) => isThere(document?.rev ?? null)),
        timeout({ first: LONGEST_WAIT_MS, with: () => of(null) }),
      ),
    );
  const written = async (id: string, rev: Promise<string>) => {
    const stands = await rev;
    await arrival(id, (found) => found !== null && isAtLeast(found, stands));
  };
  return {
    approvers: server.approvers,
    readiness: async () => {
      const known = await knownReadiness(database);
      const told = await server.readiness().catch((error: unknown) => {
        if (known && error instanceof CoreError && error.code === 'OFFLINE') return known;
        throw error;
      });
      await rememberReadiness(database, told);
      return told;
    },
    statistic: server.statistic,
    watch: () => database.configuration.find().$.pipe(map(itemsOf)),
    async save(given) {
      refuseUnlicensed(given.entry.kind);
      await written(given.id, server.save(given));
    },
    async judge(given) {
      refuseUnlicensed('attribute');
      await written(given.id, server.judge(given));
    },
    async step(given) {
      refuseUnlicensed('attribute');
      await written(given.id, server.step(given));
    },
    async remove(given) {
      refuseUnlicensed(given.kind);
      await server.remove(given);
      await arrival(given.id, (rev) => rev === null);
    },
  };
}

/** Revisions count the states of one document. */
function isAtLeast(rev: string, other: string): boolean {
  return Number.parseInt(rev, 10) >= Number.parseInt(other, 10);
}

/** All entries that this version understands, as the store has them now, each with the revision that this desk has. */
export async function readItems(database: DeskDatabase): Promise<ConfigurationItem[]> {
  return itemsOf(await database.configuration.find().exec());
}

/** The entries that documents of the configuration hold. */
export function entriesOf(documents: RxDocument<ConfigurationDoc>[]): ConfigurationEntry[] {
  return itemsOf(documents).map(({ entry }) => entry);
}

/** A kind of entry that a newer server has and this version does not know is left out. */
function itemsOf(documents: RxDocument<ConfigurationDoc>[]): ConfigurationItem[] {
  return documents.flatMap((document) => {
    const { id, rev, updatedBy, updatedAt, entry } = document.toJSON();
    const known = ConfigurationEntry.safeParse(entry);
    return known.success ? [{ id, rev, updatedBy, updatedAt, entry: known.data }] : [];
  });
}
