/**
 * The envelope: what every replicated document carries.
 *
 * Invariants
 * - `rev` is issued by the server only; it is '' until the server has seen the document.
 * - `mutationId` is new with every write, by whoever makes it. Two states of a document are the same state
 *   if and only if `rev` and `mutationId` are equal (server-owned fields change `rev`).
 * - `pendingSince` never leaves the desk: '' means the server has confirmed this state.
 */
import { z } from 'zod';

export const ENVELOPE_LIMITS = { id: 36, rev: 40, scopeKey: 96, actor: 80 } as const;

/** UUID in lower case, as PostgreSQL prints it. */
export const Id = z.uuid().max(ENVELOPE_LIMITS.id);
/** RFC 3339 instant in UTC with milliseconds, as `Date#toISOString` prints it. */
export const Instant = z.iso.datetime().max(30);

export const Envelope = z.object({
  id: Id,
  rev: z.string().max(ENVELOPE_LIMITS.rev),
  mutationId: Id,
  scope: z.array(z.string().max(ENVELOPE_LIMITS.scopeKey)),
  updatedAt: Instant,
  updatedBy: z.string().max(ENVELOPE_LIMITS.actor),
});
export type Envelope = z.infer<typeof Envelope>;
