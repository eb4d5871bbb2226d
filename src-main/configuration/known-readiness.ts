/** What the server last said of what custom profiles need, so that it is held to without a network too. */
import { Readiness } from '#shared/configuration/commands.ts';
import type { CustomerFacts } from '#shared/configuration/readiness.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';

const READINESS = 'readiness';

/** What was last said, or null where nothing was. */
export async function knownReadiness(database: DeskDatabase): Promise<Readiness | null> {
  return Readiness.safeParse(await readSetting(database, READINESS)).data ?? null;
}

export async function rememberReadiness(database: DeskDatabase, readiness: Readiness): Promise<void> {
  await writeSetting(database, READINESS, readiness);
}

/** What customers there are, as the server last said; where it said nothing yet, it judges when the change gets there. */
export async function knownCustomerFacts(database: DeskDatabase): Promise<CustomerFacts> {
  const known = await knownReadiness(database);
  return { hasCustomers: known?.customers ?? true, hasExternalIds: known?.externalId ?? true };
}

/** Asks the server as soon as there is a network. */
export function followReadiness(
  database: DeskDatabase,
  server: Pick<Server, 'ask'>,
  network: Pick<Network, 'run'>,
): void {
  const ask = async () => {
    const request = { method: 'GET', path: '/v1/configuration/readiness' };
    const answer = await network.run((signal) => server.ask(request, signal));
    const told = Readiness.safeParse(answer.body);
    if (answer.status === 200 && told.success) await rememberReadiness(database, told.data);
  };
  // The desk was closed, or the server refused: what was known last stands.
  ask().catch(() => undefined);
}
