/** Words for roles. */
import type { Role } from '#shared/permission/roles.ts';

export const ROLE_TEXTS: Record<Role, string> = {
  csr: 'Customer service representative',
  fieldRep: 'Field representative',
  supervisor: 'Supervisor',
  privacyOfficer: 'Privacy officer',
  administrator: 'Administrator',
};
