/** The system controls as they stand on the server. */
import { type ControlValues, controlsOf } from '#shared/configuration/controls.ts';
import type { Sql } from '../db/pool.ts';
import { listEntries } from './configuration-repository.ts';

/** What was set, else the defaults. Source: table `configuration`. */
export async function readControls(sql: Sql): Promise<ControlValues> {
  return controlsOf((await listEntries(sql, ['control'])).map(({ entry }) => entry));
}
