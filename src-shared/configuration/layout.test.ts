import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from './attribute.ts';
import { applyLayout, attributeFields, layoutIssues, neededPaths } from './layout.ts';
import { readiness, unmet } from './readiness.ts';
import type { AttributeDefinition, Layout } from './schema.ts';

const FIELDS = [
  { path: 'given', section: 'name', label: 'Given name' },
  { path: 'family', section: 'name', label: 'Family name' },
  { path: 'suffix', section: 'name', label: 'Suffix' },
  { path: 'business.jobTitle', section: 'business', label: 'Job title' },
];
type Entry = Layout['fields'][number];
const entry = (path: string, order: number, is: Partial<Entry> = {}): Entry => ({
  path,
  hidden: false,
  readOnly: false,
  required: false,
  label: '',
  order,
  ...is,
});
const layout = (role: string, ...fields: Entry[]): Layout => ({ kind: 'layout', role, fields });
const paths = (layouts: Layout[], role = 'csr') => applyLayout(FIELDS, layouts, role).map(({ path }) => path);

describe('a layout', () => {
  it('changes nothing where there is none', () => {
    const shown = FIELDS.map((field) => ({ ...field, readOnly: false, required: false, asText: false }));
    expect(applyLayout(FIELDS, [], 'csr')).toEqual(shown);
    expect(applyLayout(FIELDS, [layout('auditor', entry('given', 0, { hidden: true }))], 'csr')).toEqual(
      shown,
    );
  });

  it('hides, relabels, marks and reorders within a section', () => {
    const mine = layout(
      'csr',
      entry('family', 0, { label: 'Surname', required: true }),
      entry('given', 1, { readOnly: true }),
      entry('suffix', 2, { hidden: true }),
    );
    expect(applyLayout(FIELDS, [mine], 'csr')).toEqual([
      { path: 'family', section: 'name', label: 'Surname', readOnly: false, required: true, asText: false },
      { path: 'given', section: 'name', label: 'Given name', readOnly: true, required: false, asText: false },
      {
        path: 'business.jobTitle',
        section: 'business',
        label: 'Job title',
        readOnly: false,
        required: false,
        asText: false,
      },
    ]);
  });

  it('names fields in the language of who looks, and makes e-mails and phones plain text', () => {
    const reached = [...FIELDS, { path: 'phones', section: 'contact', label: 'Phones' }];
    const mine = layout(
      'csr',
      entry('family', 0, { label: 'Surname', labels: { de: 'Nachname' } }),
      entry('given', 0, { labels: { pl: 'Imię' } }),
      entry('phones', 0, { asText: true }),
    );
    const named = (language: string) =>
      Object.fromEntries(
        applyLayout(reached, [mine], 'csr', language).map(({ path, label }) => [path, label]),
      );
    expect(named('de-AT')).toMatchObject({ family: 'Nachname', given: 'Given name' });
    expect(named('pl')).toMatchObject({ family: 'Surname', given: 'Imię' });
    expect(applyLayout(reached, [mine], 'csr').find(({ path }) => path === 'phones')?.asText).toBe(true);
    expect(layoutIssues(layout('csr', entry('given', 0, { asText: true })), reached, new Set())).toEqual([
      { path: 'fields.0.asText', code: 'notOffered' },
    ]);
  });

  it('for a role wins over the one for every role, field by field', () => {
    const all = layout('*', entry('given', 0, { hidden: true }), entry('suffix', 1, { hidden: true }));
    const mine = layout('csr', entry('given', 0));
    expect(paths([mine, all])).toEqual(['given', 'family', 'business.jobTitle']);
    expect(paths([mine, all], 'auditor')).toEqual(['family', 'business.jobTitle']);
  });

  it.each<[string, Entry[], object[]]>([
    ['fine', [entry('given', 0, { hidden: true })], []],
    ['a field there is not', [entry('none', 0)], [{ path: 'fields.0.path', code: 'notOffered' }]],
    ['a field twice', [entry('given', 0), entry('given', 1)], [{ path: 'fields.1.path', code: 'duplicate' }]],
    [
      'hidden and required',
      [entry('given', 0, { hidden: true, required: true })],
      [{ path: 'fields.0.hidden', code: 'cannotHide' }],
    ],
    [
      'read-only and required',
      [entry('given', 0, { readOnly: true, required: true })],
      [{ path: 'fields.0.hidden', code: 'cannotHide' }],
    ],
    [
      'hidden, needed to save',
      [entry('family', 0, { hidden: true })],
      [{ path: 'fields.0.hidden', code: 'cannotHide' }],
    ],
    ['relabelled, needed to save', [entry('family', 0, { label: 'Surname' })], []],
  ])('may be saved or not: %s', (_name, fields, issues) => {
    expect(layoutIssues(layout('csr', ...fields), FIELDS, new Set(['family']))).toEqual(issues);
  });

  it('has active attributes among its fields, and keeps required ones from being hidden', () => {
    const define = (key: string, is: Partial<AttributeDefinition>): AttributeDefinition => ({
      ...NEW_ATTRIBUTE,
      key,
      label: key,
      state: 'active',
      ...is,
    });
    const definitions = [
      define('shoe_size', { required: true }),
      define('hat_size', {}),
      define('old_size', { state: 'archived', required: true }),
    ];
    const fields = attributeFields(definitions);
    expect(fields.map(({ path }) => path)).toEqual(['attributes.hat_size', 'attributes.shoe_size']);
    const hidden = (path: string) => layout('csr', entry(path, 0, { hidden: true }));
    const issues = (path: string) => layoutIssues(hidden(path), fields, neededPaths(definitions));
    expect(issues('attributes.hat_size')).toEqual([]);
    expect(issues('attributes.shoe_size')).toEqual([{ path: 'fields.0.hidden', code: 'cannotHide' }]);
    expect(issues('attributes.old_size')).toEqual([{ path: 'fields.0.path', code: 'notOffered' }]);
    const shown = applyLayout(fields, [hidden('attributes.hat_size')], 'csr');
    expect(shown.map(({ path }) => path)).toEqual(['attributes.shoe_size']);
  });

  it('shows each field that it does not hide exactly once, sections in their order', () => {
    const anyEntry = fc
      .tuple(
        fc.constantFrom(...FIELDS.map(({ path }) => path)),
        fc.integer({ min: -3, max: 9 }),
        fc.boolean(),
      )
      .map(([path, order, hidden]) => entry(path, order, { hidden }));
    const anyLayout = fc
      .uniqueArray(anyEntry, { selector: ({ path }) => path })
      .map((fields) => layout('csr', ...fields));
    fc.assert(
      fc.property(anyLayout, (given) => {
        const hidden = new Set(given.fields.filter((one) => one.hidden).map(({ path }) => path));
        const shown = paths([given]);
        expect(shown.toSorted()).toEqual(
          FIELDS.map(({ path }) => path)
            .filter((path) => !hidden.has(path))
            .toSorted(),
        );
        const job = shown.indexOf('business.jobTitle');
        expect(job === -1 || job === shown.length - 1).toBe(true);
      }),
    );
  });
});

describe('readiness for custom profiles', () => {
  const ready = {
    hasCustomers: true,
    definitions: [{ key: 'shoe_size', state: 'active' as const, required: true }],
    withheld: new Set<string>(),
    hasExternalIds: true,
  };
  it.each([
    ['all is in place', {}, []],
    ['no customers', { hasCustomers: false }, ['customers']],
    ['no attributes', { definitions: [] }, ['attributes']],
    [
      'only a draft',
      { definitions: [{ key: 'x1', state: 'draft' as const, required: false }] },
      ['attributes'],
    ],
    ['a required one is hidden from somebody', { withheld: new Set(['attributes.shoe_size']) }, ['model']],
    ['another one is hidden', { withheld: new Set(['attributes.hat']) }, []],
    ['no external ids', { hasExternalIds: false }, ['externalId']],
    [
      'nothing',
      { hasCustomers: false, definitions: [], hasExternalIds: false },
      ['customers', 'attributes', 'externalId'],
    ],
  ])('%s', (_name, is, missing) => {
    expect(unmet({ ...ready, ...is })).toEqual(missing);
    expect(Object.values(readiness({ ...ready, ...is })).filter((met) => !met)).toHaveLength(missing.length);
  });
});
