/** Who ticklers may be given to: as the server last named them, so that it is known without a network too. */
import { z } from 'zod';
import { Person } from '#shared/api/tickler.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';

const COLLEAGUES = 'colleagues';
const People = z.array(Person);

export type Colleagues = () => Promise<Person[]>;

/** Asks the server as soon as there is a network; what it says replaces what was known. */
export function followColleagues(
  database: DeskDatabase,
  server: Pick<Server, 'ask'>,
  network: Pick<Network, 'run'>,
): Colleagues {
  const ask = async () => {
    const answer = await network.run((signal) =>
      server.ask({ method: 'GET', path: '/v1/colleagues' }, signal),
    );
    const named = People.safeParse(answer.body);
    if (answer.status === 200 && named.success) await writeSetting(database, COLLEAGUES, named.data);
  };
  // The desk was closed, or the server refused: what was known last stands.
  ask().catch(() => undefined);
  return async () => (await readSetting<Person[]>(database, COLLEAGUES)) ?? [];
}
