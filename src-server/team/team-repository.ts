/** Teams in SQL. Configuration: only the server writes them; every desk holds them. */
import type { Team } from '#shared/team/schema.ts';
import type { Sql } from '../db/pool.ts';
import { OP } from '../sync/feed-repository.ts';

/** Adds teams, and their entries in the feed. Teams whose id is taken are left alone. */
export async function insertTeams(sql: Sql, docs: Team[]): Promise<void> {
  await sql.query(INSERT, [JSON.stringify(docs)]);
}

const INSERT = `
  WITH added AS (
    INSERT INTO teams (id, scope_keys, rev, mutation_id, doc, name, region)
    SELECT (doc->>'id')::uuid, ARRAY(SELECT jsonb_array_elements_text(doc->'scope')), doc->>'rev',
           (doc->>'mutationId')::uuid, doc, doc->>'name', doc->>'region'
      FROM jsonb_array_elements($1::jsonb) doc
    ON CONFLICT (id) DO NOTHING
    RETURNING id, scope_keys
  )
  INSERT INTO change_feed (collection, doc_id, op, scope_keys)
  SELECT 'teams', id, ${OP.upsert}, scope_keys FROM added`;

/** The team with this name, compared without case, or undefined. */
export async function findTeam(sql: Sql, name: string): Promise<{ id: string; region: string } | undefined> {
  const { rows } = await sql.query<{ id: string; region: string }>(
    'SELECT id, region FROM teams WHERE lower(name) = lower($1) AND NOT deleted ORDER BY id LIMIT 1',
    [name],
  );
  return rows[0];
}

/** All teams there are, with the region of each. */
export async function findTeams(sql: Sql): Promise<{ id: string; region: string }[]> {
  const { rows } = await sql.query<{ id: string; region: string }>(
    'SELECT id, region FROM teams WHERE NOT deleted ORDER BY id',
  );
  return rows;
}

/** The regions that teams are of, in alphabetical order. */
export async function findRegions(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ region: string }>(
    'SELECT DISTINCT region FROM teams WHERE NOT deleted ORDER BY region',
  );
  return rows.map(({ region }) => region);
}
