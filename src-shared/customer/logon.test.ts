import { describe, expect, it } from 'vitest';
import { Account } from './account.ts';
import { logonIssues } from './logon.ts';

const [ONE, TWO] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const identifier = (id: string, kind: 'logon' | 'loyalty', value: string, system = 'shop') => ({
  ...{ id, kind, value, system },
  primary: true,
  contested: false,
});
const account = (logonId?: string) =>
  Account.parse({
    ...{ state: 'enabled', lastLoginAt: null, lastFailedAt: null, passwordChangedAt: null },
    ...{ passwordExpired: false, asOf: '2026-01-01T00:00:00.000Z', logonId },
  });
const logon = identifier(ONE, 'logon', 'Ada.Byron');
const loyalty = identifier(TWO, 'loyalty', '17');
const stored = { identifiers: [logon, loyalty], account: account('ada.byron') };
const CHANGED = [{ path: 'identifiers.0.value', code: 'directoryOwned' }];

describe('a logon ID', () => {
  it.each<[string, Parameters<typeof logonIssues>[0], Parameters<typeof logonIssues>[1], unknown]>([
    ['as it is', [logon, loyalty], stored, []],
    ['among others that change', [logon, identifier(TWO, 'loyalty', '18')], stored, []],
    ['in another place of the list', [loyalty, logon], stored, []],
    ['beside one of another system', [logon, identifier(TWO, 'logon', 'ada', 'portal')], stored, []],
    ['that is another one', [identifier(ONE, 'logon', 'eve')], stored, CHANGED],
    ['that is of another kind', [identifier(ONE, 'loyalty', 'Ada.Byron')], stored, CHANGED],
    ['of another system', [identifier(ONE, 'logon', 'Ada.Byron', 'x')], stored, CHANGED],
    ['that is taken out', [loyalty], stored, [{ path: 'identifiers', code: 'directoryOwned' }]],
    ['that no account has', [loyalty], { ...stored, account: account('someone') }, []],
    ['of an account that says none', [loyalty], { ...stored, account: account() }, []],
    ['without an account', [loyalty], { ...stored, account: null }, []],
    ['of somebody new', [logon], null, []],
  ])('%s', (_what, after, before, issues) => {
    expect(logonIssues(after, before)).toEqual(issues);
  });
});
