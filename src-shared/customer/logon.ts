/**
 * The logon ID of a customer whose account another system keeps (FEATURES C6): that system gives it, and nobody changes it
 * here. Pure.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { IdentifierElement } from './contact-points.ts';
import { foldKey } from './normalise.ts';
import type { Customer } from './schema.ts';

/**
 * What keeps the numbers from being saved: the logon ID that the account has was changed or taken out.
 * @param stored what is known; null for a new customer.
 */
export function logonIssues(
  after: readonly IdentifierElement[],
  stored: Pick<Customer, 'identifiers' | 'account'> | null,
): FieldIssue[] {
  const logonId = foldKey(stored?.account?.logonId ?? '');
  const isOwned = ({ kind, value }: IdentifierElement) => kind === 'logon' && foldKey(value) === logonId;
  const owned = logonId === '' ? undefined : stored?.identifiers.find(isOwned);
  if (!owned) return [];
  const at = after.findIndex(({ id }) => id === owned.id);
  const now = after[at];
  if (now && isOwned(now) && now.system === owned.system) return [];
  return [{ path: now ? `identifiers.${at}.value` : 'identifiers', code: 'directoryOwned' }];
}
