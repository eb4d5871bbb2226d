/** Scope: which rows a user may hold. Pure; SQL applies the same rule in sync/feed-repository.ts. */
import { inAudience } from '#shared/comment/visibility.ts';
import type { Me } from '#shared/permission/me.ts';
import { may, type Permission } from '#shared/permission/roles.ts';
import type { CollectionName } from '#shared/sync/collections.ts';

const EVERY_ROW = '*';

/** Keys of rows that are everybody's, such as teams. */
export const EVERYBODY: readonly string[] = [EVERY_ROW];

/** True when the user may hold a row with these keys: theirs by place or team, and not limited to others. */
export function inScope(me: Me, rowKeys: readonly string[]): boolean {
  const isNear = seesEveryRow(me) || rowKeys.some((key) => key === EVERY_ROW || me.scopeKeys.includes(key));
  return isNear && inAudience(me, rowKeys);
}

/** True when no row is outside this user's scope. */
export function seesEveryRow(me: Me): boolean {
  return me.scopeKeys.includes(EVERY_ROW);
}

const READ_PERMISSIONS: Record<CollectionName, Permission | null> = {
  teams: null,
  configuration: null,
  customers: 'customer.read',
  requests: 'request.read',
  comments: 'comment.read',
  contacts: 'contact.read',
  ticklers: 'tickler.read',
  orders: 'order.read',
  changes: 'change.read',
};

/** True when the user's role may read the collection at all. Configuration is everybody's. */
export function mayPull(me: Me, collection: CollectionName): boolean {
  const permission = READ_PERMISSIONS[collection];
  return permission === null || may(me.role, permission);
}

/** True for collections of which every row is everybody's, whatever its keys. */
export function isEverybodys(collection: CollectionName): boolean {
  return READ_PERMISSIONS[collection] === null;
}
