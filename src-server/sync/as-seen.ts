/**
 * What a user is sent of a document: without the fields that their role does not read (`permission/field-classes.ts`), and
 * under a revision that says so where anything was left out (`seen-rev.ts`).
 *
 * Invariant: whatever leaves with a customer or a version in it went through here; the data export of the privacy officer
 * does not, because it is the person's own.
 */
import type { Change } from '#shared/changes/schema.ts';
import { definitionsIn } from '#shared/configuration/schema.ts';
import { holdsUnread } from '#shared/customer/keep-unread.ts';
import {
  type Reads,
  readChanges,
  readsAll,
  readsOf,
  withoutUnread,
} from '#shared/permission/field-classes.ts';
import type { Me } from '#shared/permission/me.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import { same } from '#shared/sync/three-way.ts';
import { listEntries } from '../configuration/configuration-repository.ts';
import type { Sql } from '../db/pool.ts';
import { seenRev } from './seen-rev.ts';

type Document = Record<string, unknown>;
export type AsSeen = (document: Document) => Document;

const WHOLE: AsSeen = (document) => document;

/** How documents of the collection leave for the user. The definitions of attributes are read once, and only where needed. */
export async function asSeenBy(sql: Sql, { role }: Me, collection: CollectionName): Promise<AsSeen> {
  const isClassed = collection === 'customers' || collection === 'changes';
  if (!isClassed || readsAll(role)) return WHOLE;
  const reads = await readsFor(sql, role);
  const marked = (document: Document) => ({ ...document, rev: seenRev(String(document.rev), role) });
  if (collection === 'customers')
    return (document) => {
      const seen = withoutUnread(document, reads);
      return holdsUnread(document, reads) ? marked(seen) : seen;
    };
  return (document) => {
    const { fields } = document as Change;
    const seen = readChanges(fields, reads);
    return same(seen, fields) ? document : marked({ ...document, fields: seen });
  };
}

async function readsFor(sql: Sql, role: Me['role']): Promise<Reads> {
  const entries = (await listEntries(sql, ['attribute'])).map(({ entry }) => entry);
  return readsOf(role, definitionsIn(entries));
}
