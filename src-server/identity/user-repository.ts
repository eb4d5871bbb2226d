/** Users as the server knows them. The token says who; this table says what they may do. */
import { Me } from '#shared/permission/me.ts';
import type { Sql } from '../db/pool.ts';

/** The user with this subject, or undefined. Source: table `users`. */
export async function findUser(sql: Sql, sub: string): Promise<Me | undefined> {
  const { rows } = await sql.query<Record<string, unknown>>(
    'SELECT sub, name, role, scope_keys AS "scopeKeys" FROM users WHERE sub = $1',
    [sub],
  );
  return rows[0] === undefined ? undefined : Me.parse(rows[0]);
}

/** All users, by name. */
export async function listUsers(sql: Sql): Promise<Me[]> {
  const { rows } = await sql.query(
    'SELECT sub, name, role, scope_keys AS "scopeKeys" FROM users ORDER BY name, sub',
  );
  return rows.map((row) => Me.parse(row));
}

/** Adds the user or replaces what is known of them. */
export async function saveUser(sql: Sql, user: Me): Promise<void> {
  await sql.query(
    `INSERT INTO users (sub, name, role, scope_keys) VALUES ($1, $2, $3, $4)
     ON CONFLICT (sub) DO UPDATE SET name = $2, role = $3, scope_keys = $4`,
    [user.sub, user.name, user.role, user.scopeKeys],
  );
}
