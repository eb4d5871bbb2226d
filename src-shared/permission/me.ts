/** The signed-in user as the server describes them. */
import { z } from 'zod';
import { SignedEdition } from '../edition/edition.ts';
import { ROLES } from './roles.ts';

export const Me = z.object({
  /** Subject of the token: stable, opaque. */
  sub: z.string().min(1).max(80),
  name: z.string().min(1).max(120),
  role: z.enum(ROLES),
  /** Keys of the rows this user may hold, such as `region:north` or `team:<id>`; `*` is every row. */
  scopeKeys: z.array(z.string().max(80)),
  /** What the edition of the tenant has; absent where there are none and everything is on. */
  edition: SignedEdition.optional(),
});
export type Me = z.infer<typeof Me>;
