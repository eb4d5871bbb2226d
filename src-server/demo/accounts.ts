/** The people of the demo: one a role, and a second desk in Casey's region. */
import type { Me } from '#shared/permission/me.ts';

export type DemoAccount = Me & { about: string };

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    sub: 'casey',
    name: 'Casey Morgan',
    role: 'csr',
    scopeKeys: ['region:north'],
    about: 'Customer service representative, region north',
  },
  {
    sub: 'robin',
    name: 'Robin Hale',
    role: 'csr',
    scopeKeys: ['region:north'],
    about: 'Representative, region north, for a second desk',
  },
  {
    sub: 'quinn',
    name: 'Quinn Abara',
    role: 'seniorCsr',
    scopeKeys: ['region:north'],
    about: 'Senior representative, region north',
  },
  {
    sub: 'sam',
    name: 'Sam Okafor',
    role: 'fieldRep',
    scopeKeys: ['region:south'],
    about: 'Field representative, region south',
  },
  {
    sub: 'alex',
    name: 'Alex Lindqvist',
    role: 'supervisor',
    scopeKeys: ['region:north', 'region:south'],
    about: 'Supervisor, regions north and south',
  },
  {
    sub: 'devi',
    name: 'Devi Raman',
    role: 'dataSteward',
    scopeKeys: ['*'],
    about: 'Data steward, every customer, categories and attributes',
  },
  {
    sub: 'noor',
    name: 'Noor Haddad',
    role: 'privacyOfficer',
    scopeKeys: ['*'],
    about: 'Privacy officer, every customer, changes nothing',
  },
  {
    sub: 'jamie',
    name: 'Jamie Castell',
    role: 'administrator',
    scopeKeys: [],
    about: 'Administrator, sees no customers',
  },
  {
    sub: 'toni',
    name: 'Toni Weiss',
    role: 'auditor',
    scopeKeys: ['*'],
    about: 'Auditor, reads, changes nothing',
  },
];
