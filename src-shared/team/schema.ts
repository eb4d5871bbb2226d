/** A team of representatives. Configuration: written on the server only, held by every desk. */
import { z } from 'zod';
import { Envelope } from '../sync/envelope.ts';

export const Team = Envelope.extend({
  name: z.string().min(1).max(120),
  region: z.string().min(1).max(40),
});
export type Team = z.infer<typeof Team>;
