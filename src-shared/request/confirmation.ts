/** What a desk says, signed, when it holds nothing of a person any more. */
import { z } from 'zod';
import { Id } from '../sync/envelope.ts';

/** The body of `POST /v1/erasures/confirmations`. Keys and signatures are base64; the key is Ed25519, SPKI. */
export const ErasureConfirmation = z.object({
  clientId: Id,
  customerId: Id,
  publicKey: z.string().max(200),
  signature: z.string().max(200),
});
export type ErasureConfirmation = z.infer<typeof ErasureConfirmation>;

/** The text that is signed. */
export function confirmationText({
  clientId,
  customerId,
}: Pick<ErasureConfirmation, 'clientId' | 'customerId'>): string {
  return `callbook erasure confirmed 1\n${clientId}\n${customerId}`;
}
