import { describe, expect, it } from 'vitest';
import { saveIssues } from '../customer/save-issues.ts';
import { emptyCustomer } from '../customer/schema.ts';
import { searchableAttributes } from '../search/allowed-filter.ts';
import { NEW_ATTRIBUTE } from './attribute.ts';
import { hiddenPaths } from './hidden.ts';
import { applyLayout } from './layout.ts';
import { layoutsFor, unreadPaths } from './role-layouts.ts';
import type { AttributeDefinition, Layout } from './schema.ts';

const passport: AttributeDefinition = {
  ...NEW_ATTRIBUTE,
  ...{
    key: 'passport',
    label: 'Passport',
    state: 'active',
    required: true,
    searchable: true,
    piiClass: 'special',
  },
};
const shown = { hidden: false, readOnly: false, required: true, label: '', order: 0 };
const layout: Layout = { kind: 'layout', role: 'csr', fields: [{ path: 'business.taxId', ...shown }] };
const named = { ...emptyCustomer(), family: 'Haddad', language: 'en' };
const reached = {
  ...named,
  emails: [
    {
      ...{ id: '0198a5c1-0000-7000-8000-000000000001', address: 'a@b.example', label: 'home', primary: true },
    },
  ],
} as typeof named;

const issuesFor = (role: string, mine = reached) =>
  saveIssues(mine, {
    ...{ before: null, entries: [layout, passport], customers: { hasCustomers: true, hasExternalIds: true } },
    ...{ role, why: '', mayChangeProfile: true },
  }).map(({ path, code }) => `${path} ${code}`);

describe('what a role does not read', () => {
  it('is hidden from it, whatever a layout says', () => {
    const hidden = hiddenPaths(layoutsFor([layout], [passport], 'csr'), 'csr');
    expect([...hidden].sort()).toEqual(['attributes.passport', 'business.taxId', 'demographics.incomeBand']);
    const field = { path: 'business.taxId', section: 'business', label: '' };
    expect(applyLayout([field], layoutsFor([layout], [], 'csr'), 'csr')).toEqual([]);
    expect(applyLayout([field], layoutsFor([layout], [], 'seniorCsr'), 'seniorCsr')).toHaveLength(1);
  });

  it('is asked of nobody who could not give it, by no attribute and no layout', () => {
    expect(issuesFor('csr')).toEqual([]);
    expect(issuesFor('supervisor')).toEqual([]);
    const begun = { ...reached, attributes: { other: null } };
    expect(issuesFor('csr', begun).filter((issue) => issue.includes('passport'))).toEqual([]);
  });

  it('is not taken from it, and no customer is found by it', () => {
    const typed = { ...reached, business: { ...reached.business, taxId: 'TAX-1' } };
    expect(issuesFor('csr', typed)).toEqual(['business.taxId readOnly']);
    expect(searchableAttributes([passport], 'csr')).toEqual([]);
    expect(searchableAttributes([passport], 'supervisor')).toEqual([passport]);
  });

  it('is nothing for who reads all, and for a role that there is not', () => {
    expect(unreadPaths('privacyOfficer', [passport])).toEqual([]);
    expect(unreadPaths('', [passport])).toEqual([]);
  });
});
