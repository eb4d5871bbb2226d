/**
 * What administrators define, as this desk has it, and the way to change it on the server. Nothing of the configuration
 * is ever written into the store of the desk but by sync.
 */
import type { RxDocument } from 'rxdb/plugins/core';
import { map, type Observable } from 'rxjs';
import type { ConfigurationItem } from '#shared/api/configuration.ts';
import { ConfigurationEntry } from '#shared/configuration/schema.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { ConfigurationDoc } from '../store/schemas.ts';
import type { ConfigurationServer } from './remote.ts';

export type ConfigurationService = ConfigurationServer & {
  watch(): Observable<ConfigurationItem[]>;
};

/** @param server where changes go; see `remote.ts` for what it throws. */
export function createConfigurationService(
  database: DeskDatabase,
  server: ConfigurationServer,
): ConfigurationService {
  return {
    ...server,
    watch: () => database.configuration.find().$.pipe(map(itemsOf)),
  };
}

/** All entries that this version understands, as the store has them now. */
export async function readConfiguration(database: DeskDatabase): Promise<ConfigurationEntry[]> {
  const documents = await database.configuration.find().exec();
  return itemsOf(documents).map(({ entry }) => entry);
}

/** A kind of entry that a newer server has and this version does not know is left out. */
function itemsOf(documents: RxDocument<ConfigurationDoc>[]): ConfigurationItem[] {
  return documents.flatMap((document) => {
    const { id, rev, entry } = document.toJSON();
    const known = ConfigurationEntry.safeParse(entry);
    return known.success ? [{ id, rev, entry: known.data }] : [];
  });
}
