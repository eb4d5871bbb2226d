/** What a desk should hold, by plain SQL over the tables, without the feed, its checkpoints or its order. */

import { toLocal } from '#main/sync/wire.ts';
import type { Pool } from '#server/db/pool.ts';
import type { Me } from '#shared/permission/me.ts';
import { may, type Permission } from '#shared/permission/roles.ts';
import type { CollectionName } from '#shared/sync/collections.ts';

/** Collections that differ between desks, with what a role needs to hold them. */
export const HELD = {
  customers: 'customer.read',
  comments: 'comment.read',
  changes: 'change.read',
} as const satisfies Partial<Record<CollectionName, Permission>>;
export type Held = keyof typeof HELD;

type Document = Record<string, unknown>;

/** The documents of a collection that this user may hold, by id, as texts to compare. */
export async function expectedOf(pool: Pool, me: Me, collection: Held): Promise<Map<string, string>> {
  if (!may(me.role, HELD[collection])) return new Map();
  const { rows } = await pool.query<{ doc: Document }>(
    `SELECT doc FROM ${collection} WHERE NOT deleted AND scope_keys && $1`,
    [me.scopeKeys],
  );
  return byId(rows.map(({ doc }) => (toLocal(collection, asRead(me, collection, doc)) ?? {}) as Document));
}

const CONTACT_POINTS = ['emails', 'phones', 'addresses'];

/**
 * Of the roles of a plan only an auditor reads less than there is: no contact points, and such a state has a revision of its
 * own. Said here once more, not by the rule that the server goes by.
 */
function asRead({ role }: Me, collection: Held, doc: Document): Document {
  const points = CONTACT_POINTS.filter((name) => Array.isArray(doc[name]) && doc[name].length > 0);
  if (role !== 'auditor' || collection !== 'customers' || points.length === 0) return doc;
  return { ...doc, ...Object.fromEntries(points.map((name) => [name, []])), rev: `${doc.rev}~1` };
}

/** Documents by id, as texts that are equal if the documents are; RxDB's own fields are left out. */
export function byId(documents: readonly Document[]): Map<string, string> {
  return new Map(documents.map((document) => [String(document.id), canonical(document)]));
}

/** Ids that are missing, not expected, or held with another content. */
export function differences(
  expected: ReadonlyMap<string, string>,
  held: ReadonlyMap<string, string>,
): string[] {
  const missing = [...expected.keys()].filter((id) => !held.has(id)).map((id) => `missing ${id}`);
  const extra = [...held].filter(([id]) => !expected.has(id)).map(([, text]) => `not expected ${text}`);
  const other = [...held].filter(([id, text]) => expected.has(id) && expected.get(id) !== text);
  return [
    ...missing,
    ...extra,
    ...other.map(([id, text]) => `other ${id}: held ${text} expected ${expected.get(id)}`),
  ];
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const own = Object.entries(part).filter(([name]) => key !== '' || !name.startsWith('_'));
    return Object.fromEntries(own.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
