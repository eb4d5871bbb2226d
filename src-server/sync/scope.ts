/** Scope: which rows a user may hold. Pure; SQL applies the same rule in sync/feed-repository.ts. */
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import type { CollectionName } from '#shared/sync/protocol.ts';

const EVERY_ROW = '*';

/** Keys of rows that are everybody's, such as teams. */
export const EVERYBODY: readonly string[] = [EVERY_ROW];

/** True when the user may hold a row with these keys. */
export function inScope(me: Me, rowKeys: readonly string[]): boolean {
  return seesEveryRow(me) || rowKeys.some((key) => key === EVERY_ROW || me.scopeKeys.includes(key));
}

/** True when no row is outside this user's scope. */
export function seesEveryRow(me: Me): boolean {
  return me.scopeKeys.includes(EVERY_ROW);
}

/** True when the user's role may read the collection at all. Teams are configuration, and everybody's. */
export function mayPull(me: Me, collection: CollectionName): boolean {
  if (collection === 'teams') return true;
  return may(me.role, collection === 'customers' ? 'customer.read' : 'comment.read');
}

/** Scope keys of a customer, which its comments share. */
export function customerScope(customer: { region: string; teamId: string | null }): string[] {
  const keys = [`region:${customer.region}`];
  return customer.teamId === null ? keys : [...keys, `team:${customer.teamId}`];
}
