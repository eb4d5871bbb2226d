/** Who may be asked to approve a custom attribute. Source: table `users`. */
import { z } from 'zod';
import { Approver } from '#shared/configuration/commands.ts';
import { may, ROLES } from '#shared/permission/roles.ts';
import type { Sql } from '../db/pool.ts';

const APPROVING = ROLES.filter((role) => may(role, 'attribute.approve'));

/** Everybody whose role approves, by name. */
export async function listApprovers(sql: Sql): Promise<Approver[]> {
  const { rows } = await sql.query(
    'SELECT sub, name, role FROM users WHERE role = ANY($1) ORDER BY name, sub',
    [APPROVING],
  );
  return z.array(Approver).parse(rows);
}

/** The names of those of the subjects who may approve, by subject. */
export async function approversAmong(sql: Sql, subs: readonly string[]): Promise<Record<string, string>> {
  const { rows } = await sql.query<{ sub: string; name: string }>(
    'SELECT sub, name FROM users WHERE role = ANY($1) AND sub = ANY($2)',
    [APPROVING, subs],
  );
  return Object.fromEntries(rows.map(({ sub, name }) => [sub, name]));
}
