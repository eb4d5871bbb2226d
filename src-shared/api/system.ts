/** The program itself. */
import { z } from 'zod';
import { procedure } from './errors.ts';

export const SystemInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  /** True where the developer menu is offered. */
  developer: z.boolean(),
  /** Where the key of the local store is kept. */
  keyStorage: z.enum(['keyring', 'file']),
});
export type SystemInfo = z.infer<typeof SystemInfo>;

export const systemContract = {
  info: procedure.output(SystemInfo),
};
