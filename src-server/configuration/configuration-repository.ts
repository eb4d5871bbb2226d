/**
 * Configuration in SQL. Guards that the columns beside a document say what it says, and that every write leaves its entry
 * in the feed, in the caller's transaction.
 */
import {
  Configuration,
  type ConfigurationEntry,
  type ProfileCategory,
} from '#shared/configuration/schema.ts';
import type { Sql } from '../db/pool.ts';
import { addToFeed, OP } from '../sync/feed-repository.ts';
import { EVERYBODY } from '../sync/scope.ts';

/** What there is one of in its kind: the code of a category or control, the key of an attribute, the role of a layout,
 * a view's name among those of its audience. */
export function nameOf(entry: ConfigurationEntry): string {
  if (entry.kind === 'attribute') return entry.key;
  if (entry.kind === 'layout') return entry.role;
  if (entry.kind === 'view') return `${entry.audience.join(' ')} ${entry.name}`;
  return entry.kind === 'reason' ? `${entry.list} ${entry.code}` : entry.code;
}

/** The document, locked against other writers until the transaction ends; undefined when there is none. */
export async function findEntry(sql: Sql, id: string): Promise<Configuration | undefined> {
  const { rows } = await sql.query<{ doc: unknown }>(
    'SELECT doc FROM configuration WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0] && Configuration.parse(rows[0].doc);
}

/** All documents of the kinds, or of every kind. */
export async function listEntries(
  sql: Sql,
  kinds?: readonly ConfigurationEntry['kind'][],
): Promise<Configuration[]> {
  const { rows } = await sql.query<{ doc: unknown }>(
    'SELECT doc FROM configuration WHERE NOT deleted AND ($1::text[] IS NULL OR kind = ANY($1)) ORDER BY kind, name',
    [kinds ?? null],
  );
  return rows.map(({ doc }) => Configuration.parse(doc));
}

/** Adds the document. Throws a unique violation where its kind has one of that name. */
export async function insertEntry(sql: Sql, doc: Configuration): Promise<void> {
  await sql.query(
    `INSERT INTO configuration (id, scope_keys, rev, mutation_id, doc, kind, name)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [doc.id, doc.scope, doc.rev, doc.mutationId, JSON.stringify(doc), doc.entry.kind, nameOf(doc.entry)],
  );
  await addToFeed(sql, { collection: 'configuration', id: doc.id, op: OP.upsert, scopeKeys: EVERYBODY });
}

/** Adds the documents whose kind has none of that name yet. */
export async function addMissingEntries(sql: Sql, docs: readonly Configuration[]): Promise<void> {
  const standing = new Set((await listEntries(sql)).map(({ entry }) => `${entry.kind} ${nameOf(entry)}`));
  for (const doc of docs) {
    if (!standing.has(`${doc.entry.kind} ${nameOf(doc.entry)}`)) await insertEntry(sql, doc);
  }
}

/** Replaces the document. */
export async function updateEntry(sql: Sql, doc: Configuration): Promise<void> {
  await sql.query(
    'UPDATE configuration SET rev = $2, mutation_id = $3, doc = $4, kind = $5, name = $6 WHERE id = $1',
    [doc.id, doc.rev, doc.mutationId, JSON.stringify(doc), doc.entry.kind, nameOf(doc.entry)],
  );
  await addToFeed(sql, { collection: 'configuration', id: doc.id, op: OP.upsert, scopeKeys: EVERYBODY });
}

/** Removes the row, so that its name is free again; desks hear of it from the feed. */
export async function deleteEntry(sql: Sql, id: string): Promise<void> {
  await sql.query('DELETE FROM configuration WHERE id = $1', [id]);
  await addToFeed(sql, { collection: 'configuration', id, op: OP.delete, scopeKeys: EVERYBODY });
}

/** Codes of the given responses that a customer's profile holds. */
export async function usedResponses(
  sql: Sql,
  category: ProfileCategory['code'],
  responses: readonly string[],
): Promise<string[]> {
  const { rows } = await sql.query<{ code: string }>(
    `SELECT DISTINCT doc->'responses'->$1->>'response' AS code FROM customers
      WHERE NOT deleted AND doc->'responses'->$1->>'response' = ANY($2)`,
    [category, responses],
  );
  return rows.map(({ code }) => code);
}

/** True when a customer was made by the model. */
export async function isModelUsed(sql: Sql, code: string): Promise<boolean> {
  const { rows } = await sql.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT FROM customers WHERE doc->'model'->>'code' = $1 AND NOT deleted) AS used`,
    [code],
  );
  return rows[0]?.used ?? false;
}

/** True when a customer's profile holds an answer to the category. */
export async function isCategoryUsed(sql: Sql, category: ProfileCategory['code']): Promise<boolean> {
  const { rows } = await sql.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT FROM customers WHERE NOT deleted AND doc->'responses' ? $1) AS used`,
    [category],
  );
  return rows[0]?.used ?? false;
}

/** Whether there are customers, and whether one is known by an id of another system. */
export async function customerFacts(sql: Sql): Promise<{ hasCustomers: boolean; hasExternalIds: boolean }> {
  const { rows } = await sql.query<{ hasCustomers: boolean; hasExternalIds: boolean }>(
    `SELECT EXISTS (SELECT FROM customers WHERE NOT deleted) AS "hasCustomers",
            EXISTS (SELECT FROM customers WHERE external_id IS NOT NULL AND NOT deleted)
            OR EXISTS (SELECT FROM customers
                        WHERE doc->'identifiers' @> '[{"kind": "external"}]' AND NOT deleted) AS "hasExternalIds"`,
  );
  return rows[0] ?? { hasCustomers: false, hasExternalIds: false };
}
