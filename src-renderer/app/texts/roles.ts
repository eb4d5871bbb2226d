/** Words for roles. */
import type { Role } from '#shared/permission/roles.ts';

export const ROLE_TEXTS: Record<Role, string> = {
  csr: 'Customer service representative',
  seniorCsr: 'Senior representative',
  fieldRep: 'Field representative',
  supervisor: 'Supervisor',
  dataSteward: 'Data steward',
  privacyOfficer: 'Privacy officer',
  administrator: 'Administrator',
  auditor: 'Auditor',
};
