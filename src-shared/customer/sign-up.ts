/** Who came by themselves a short while ago: customers of whom another system told first (FEATURES B6). Pure. */
import type { Customer } from './schema.ts';

const NEW_FOR_MS = 14 * 86_400_000;

/** True for a fortnight after the sign-up. A clock that is behind the server's makes nobody less new. */
export function isNewSignUp({ signedUpAt }: Pick<Customer, 'signedUpAt'>, now: Date): boolean {
  return signedUpAt !== undefined && now.getTime() - Date.parse(signedUpAt) < NEW_FOR_MS;
}
