/**
 * Roles and what they may do, as data. Enforced in main and again on the server, never only in the renderer.
 */
export const ROLES = ['csr', 'fieldRep', 'supervisor', 'privacyOfficer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = ['customer.read', 'customer.edit', 'comment.read', 'comment.add'] as const;
export type Permission = (typeof PERMISSIONS)[number];

const WORK_WITH_CUSTOMERS: readonly Permission[] = [
  'customer.read',
  'customer.edit',
  'comment.read',
  'comment.add',
];

const GRANTS: Record<Role, readonly Permission[]> = {
  csr: WORK_WITH_CUSTOMERS,
  fieldRep: WORK_WITH_CUSTOMERS,
  supervisor: WORK_WITH_CUSTOMERS,
  privacyOfficer: ['customer.read', 'comment.read'],
  administrator: [],
};

/** True when the role grants the permission. Unknown roles grant nothing. */
export function may(role: Role, permission: Permission): boolean {
  return GRANTS[role]?.includes(permission) ?? false;
}
