import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAddress } from '../customer/contact-points.ts';
import { type CustomerEditable, emptyCustomer } from '../customer/schema.ts';
import { NEW_ATTRIBUTE } from './attribute.ts';
import { layoutSaveIssues, withoutWithheld } from './layout-save.ts';
import type { ConfigurationEntry, Layout } from './schema.ts';

type Entry = Layout['fields'][number];
const field = (path: string, is: Partial<Entry>): Entry => ({
  path,
  hidden: false,
  readOnly: false,
  required: false,
  label: '',
  order: 0,
  ...is,
});
const layout = (role: string, ...fields: Entry[]): Layout => ({ kind: 'layout', role, fields });
const shoeSize = { ...NEW_ATTRIBUTE, key: 'shoe_size', label: 'Shoe size', state: 'active' as const };
const stored: CustomerEditable = {
  ...emptyCustomer(),
  given: 'Ada',
  middle: 'M',
  demographics: { ...emptyCustomer().demographics, employer: 'Acme' },
  attributes: { shoe_size: '42' },
};
const judge = (mine: Partial<CustomerEditable>, entries: ConfigurationEntry[], role = 'csr') =>
  layoutSaveIssues({ ...stored, ...mine }, stored, entries, role);

describe('what a layout keeps from a role', () => {
  it.each<[string, Partial<Entry>]>([
    ['hidden', { hidden: true }],
    ['read-only', { readOnly: true }],
  ])('and is %s cannot be changed, and cannot be given to a new customer', (_name, is) => {
    const entries = [layout('csr', field('middle', is))];
    const refused = [{ path: 'middle', code: 'readOnly' }];
    expect(judge({ middle: 'N' }, entries)).toEqual(refused);
    expect(judge({ middle: '' }, entries)).toEqual(refused);
    expect(layoutSaveIssues({ ...emptyCustomer(), middle: 'N' }, null, entries, 'csr')).toEqual(refused);
    expect(judge({ given: 'Eve', middle: ' M ' }, entries)).toEqual([]);
    expect(judge({ middle: 'N' }, entries, 'supervisor')).toEqual([]);
  });

  it('is held for every role by a layout for all, unless the one for the role says otherwise', () => {
    const all = layout('*', field('middle', { readOnly: true }));
    expect(judge({ middle: 'N' }, [all])).toHaveLength(1);
    expect(judge({ middle: 'N' }, [all, layout('csr', field('middle', {}))])).toEqual([]);
  });

  it('is held within records and for custom attributes', () => {
    const entries = [
      shoeSize,
      layout(
        'csr',
        field('demographics.employer', { readOnly: true }),
        field('attributes.shoe_size', { hidden: true }),
      ),
    ];
    const mine = { demographics: { ...stored.demographics, employer: '' }, attributes: {} };
    expect(judge(mine, entries).map(({ path }) => path)).toEqual([
      'demographics.employer',
      'attributes.shoe_size',
    ]);
    const besides = { demographics: { ...stored.demographics, children: 2 } };
    expect(judge(besides, entries)).toEqual([]);
  });

  it('is held for an attribute that was archived, which nobody needs to give any more', () => {
    const archived = { ...shoeSize, state: 'archived' as const };
    const held = (is: Partial<Entry>) => [archived, layout('csr', field('attributes.shoe_size', is))];
    expect(judge({ attributes: { shoe_size: '43' } }, held({ readOnly: true }))).toEqual([
      { path: 'attributes.shoe_size', code: 'readOnly' },
    ]);
    expect(judge({ attributes: { shoe_size: null } }, held({ required: true }))).toEqual([]);
    expect(
      judge({ attributes: { shoe_size: null } }, [shoeSize, ...held({ required: true }).slice(1)]),
    ).toEqual([{ path: 'attributes.shoe_size', code: 'required' }]);
  });

  it('never stands in the way of a save that leaves it alone (property)', () => {
    const texts = fc.record({ given: fc.string(), middle: fc.string(), family: fc.string() });
    const entries = [layout('*', field('middle', { readOnly: true, hidden: true }))];
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const base = { ...stored, ...before };
        const left = layoutSaveIssues({ ...base, ...after, middle: base.middle }, base, entries, 'csr');
        const changed = layoutSaveIssues({ ...base, ...after }, base, entries, 'csr');
        expect(left).toEqual([]);
        expect(changed.length > 0).toBe(before.middle.trim() !== after.middle.trim());
      }),
    );
  });

  it('is not in the beginning of a new customer', () => {
    const entries = [
      layout('csr', field('middle', { hidden: true }), field('demographics.employer', { readOnly: true })),
    ];
    const begun = withoutWithheld(stored, entries, 'csr');
    expect(layoutSaveIssues(begun, null, entries, 'csr')).toEqual([]);
    expect(begun).toMatchObject({ given: 'Ada', middle: '', demographics: { employer: '' } });
  });
});

describe('what a layout requires', () => {
  const entries = [
    layout('csr', field('middle', { required: true }), field('addresses', { required: true })),
  ];

  it('is needed of a new customer, and cannot be cleared', () => {
    const paths = layoutSaveIssues(emptyCustomer(), null, entries, 'csr').map(({ path }) => path);
    expect(paths).toEqual(['middle', 'addresses']);
    expect(judge({ middle: '  ' }, entries)).toEqual([{ path: 'middle', code: 'required' }]);
  });

  it('does not keep an old customer without it from being saved', () => {
    expect(judge({ given: 'Eve' }, entries)).toEqual([]);
  });

  it('is not there when every address is closed', () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const place = {
      id,
      nickname: '',
      lines: ['1'],
      city: 'Leeds',
      postcode: '',
      country: 'GB',
      primary: false,
    };
    const closed = newAddress({ ...place, closedAt: '2026-01-01T00:00:00.000Z' });
    const now = { ...emptyCustomer(), middle: 'M', addresses: [closed] };
    expect(layoutSaveIssues(now, null, entries, 'csr')).toEqual([{ path: 'addresses', code: 'required' }]);
    const open = { ...now, addresses: [newAddress(place)] };
    expect(layoutSaveIssues(open, null, entries, 'csr')).toEqual([]);
  });
});
