import { expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from '../configuration/attribute.ts';
import type { AttributeDefinition, ConfigurationEntry, Layout } from '../configuration/schema.ts';
import { searchableAttributes, searchableOnly } from './allowed-filter.ts';
import type { Filter } from './filter.ts';

const attribute = (key: string, is: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  ...NEW_ATTRIBUTE,
  key,
  label: key,
  state: 'active',
  searchable: true,
  ...is,
});
const hiding = (role: string, path: string, hidden = true): Layout => ({
  kind: 'layout',
  role,
  fields: [{ path, hidden, readOnly: false, required: false, label: '', order: 0 }],
});
const by = (key: string): Filter => ({ field: 'attribute', key, value: '1' });
const NOBODY: Filter = { any: [] };

it.each<[string, ConfigurationEntry[], boolean]>([
  ['active and searchable', [attribute('shoe')], true],
  ['not searchable', [attribute('shoe', { searchable: false })], false],
  ['archived', [attribute('shoe', { state: 'archived' })], false],
  ['hidden from the role', [attribute('shoe'), hiding('csr', 'attributes.shoe')], false],
  ['hidden from everybody', [attribute('shoe'), hiding('*', 'attributes.shoe')], false],
  ['hidden from another role', [attribute('shoe'), hiding('auditor', 'attributes.shoe')], true],
  [
    'hidden from everybody but the role',
    [attribute('shoe'), hiding('*', 'attributes.shoe'), hiding('csr', 'attributes.shoe', false)],
    true,
  ],
  ['unknown', [], false],
])('an attribute that is %s', (_, entries, isFound) => {
  expect(searchableAttributes(entries, 'csr')).toHaveLength(isFound ? 1 : 0);
  const rest: Filter = { field: 'status', value: 'active' };
  const filter: Filter = { all: [rest, { any: [by('shoe'), rest] }] };
  const allowed: Filter = { all: [rest, { any: [isFound ? by('shoe') : NOBODY, rest] }] };
  expect(searchableOnly(filter, entries, 'csr')).toEqual(allowed);
});

it('nobody is found by the organisation that a layout hides', () => {
  const filter: Filter = { field: 'organisation', value: 'x' };
  expect(searchableOnly(filter, [hiding('csr', 'organisationId')], 'csr')).toEqual(NOBODY);
  expect(searchableOnly(filter, [], 'csr')).toEqual(filter);
});
