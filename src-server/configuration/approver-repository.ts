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

/** Those of the subjects who may approve. */
export async function approversAmong(sql: Sql, subs: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ sub: string }>(
    'SELECT sub FROM users WHERE role = ANY($1) AND sub = ANY($2)',
    [APPROVING, subs],
  );
  return rows.map(({ sub }) => sub);
}
