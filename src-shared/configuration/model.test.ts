import { describe, expect, it } from 'vitest';
import { mergeCustomer } from '../customer/merge.ts';
import { prepareSave } from '../customer/prepare-save.ts';
import { saveIssues } from '../customer/save-issues.ts';
import { type CustomerEditable, emptyCustomer } from '../customer/schema.ts';
import { NEW_ATTRIBUTE } from './attribute.ts';
import { entriesShown, profileModelIssues, standardModel, wantedByModel } from './model.ts';
import type { AttributeDefinition, ConfigurationEntry, ProfileModel } from './schema.ts';

const AT = '2026-01-05T08:00:00.000Z';
const attribute = (key: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  ...NEW_ATTRIBUTE,
  key,
  label: key,
  state: 'active',
  activatedAt: AT,
  ...more,
});
const category = (code: string): ConfigurationEntry => ({
  kind: 'category',
  code,
  description: code,
  required: false,
  order: 0,
  active: true,
  responses: [{ code: 'YES', description: 'Yes', order: 0, active: true, isDefault: false }],
});
const model = (more: Partial<ProfileModel> = {}): ProfileModel => ({
  kind: 'model',
  code: 'RETAIL',
  name: 'Retail',
  version: 2,
  active: true,
  standard: true,
  kinds: [],
  attributes: ['shoe_size'],
  categories: ['AGE'],
  required: ['demographics.birth'],
  hidden: ['business.taxId'],
  ...more,
});
const entries = (made = model()): ConfigurationEntry[] => [
  attribute('shoe_size'),
  attribute('fleet_size', { required: true }),
  attribute('tier', { defaultValue: 'basic' }),
  category('AGE'),
  category('FLEET'),
  made,
];
const BIRTH = { year: 1980, month: 5, day: 4 };
const customer = (more: Partial<CustomerEditable> = {}): CustomerEditable => ({
  ...emptyCustomer(),
  family: 'Byron',
  identifiers: [
    { id: 'i', kind: 'external', system: 'crm', value: '1', primary: true, contested: false },
  ] as CustomerEditable['identifiers'],
  ...more,
});
const used = (version = 2) => ({ code: 'RETAIL', version });
const judge = (after: CustomerEditable, before: CustomerEditable | null = null, all = entries()) =>
  saveIssues(after, {
    before,
    entries: all,
    customers: { hasCustomers: true, hasExternalIds: true },
    role: 'csr',
    why: '',
    mayChangeProfile: true,
  }).map(({ path, code }) => `${path} ${code}`);

describe('a model of profiles', () => {
  it('is what a new customer of its kind begins with, the one for that kind first', () => {
    const others = [model({ code: 'ORG', kinds: ['organisation'] }), model({ code: 'OLD', active: false })];
    const all = [...entries(), ...others];
    expect(standardModel(all, 'person')).toEqual({ code: 'RETAIL', version: 2 });
    expect(standardModel(all, 'organisation')).toEqual({ code: 'ORG', version: 2 });
    expect(standardModel([], 'person')).toBeNull();
  });

  it('shows its own attributes, categories and fields, and everything to who has none', () => {
    const names = entriesShown(used(), entries()).flatMap((entry) =>
      entry.kind === 'attribute' ? [entry.key] : entry.kind === 'category' ? [entry.code] : [],
    );
    expect(names).toEqual(['shoe_size', 'AGE']);
    expect(entriesShown(null, entries())).toEqual(entries());
  });

  it('asks for what it requires, and refuses attributes that it does not have', () => {
    expect(judge(customer({ model: used() }))).toEqual(['demographics.birth required']);
    const born = { ...emptyCustomer().demographics, birth: BIRTH };
    expect(judge(customer({ model: used(), demographics: born }))).toEqual([]);
    const fleet = customer({ model: used(), demographics: born, attributes: { fleet_size: 3 } });
    expect(judge(fleet)).toEqual(['attributes.fleet_size unknownAttribute']);
    // Without a model every attribute that is required is.
    expect(judge(customer({ attributes: { shoe_size: 'x' } }))).toContain('attributes.fleet_size required');
  });

  it('does not refuse what was made by an older version of it, and says what is missing', () => {
    const older = customer({ model: used(1) });
    expect(judge(older)).toEqual([]);
    expect(judge({ ...older, attributes: { shoe_size: '42' } })).toEqual([]);
    expect(wantedByModel(older, entries())).toEqual(['demographics.birth']);
  });

  it('keeps attributes from being changed where it, or its version, is not known', () => {
    const before = customer({ model: used(3), attributes: { shoe_size: '42' } });
    expect(judge({ ...before, attributes: { shoe_size: '43' } }, before)).toEqual(['model modelUnknown']);
    expect(judge({ ...before, given: 'Ada' }, before)).toEqual([]);
    const unknown = customer({ model: { code: 'NOBODY', version: 1 } });
    expect(judge(unknown)).toEqual(['model modelUnknown']);
  });

  it('is not given to a kind that it is not for', () => {
    const all = entries(model({ kinds: ['organisation'], required: [] }));
    expect(judge(customer({ model: used() }), null, all)).toEqual(['model notOffered']);
  });

  it('is recorded in the version that is known where the customer is saved', () => {
    const making = { now: AT, why: '', newId: () => 'x', deskCountry: 'DE' };
    const definitions = [attribute('shoe_size'), attribute('tier', { defaultValue: 'basic' })];
    const before = customer({ model: used(1) });
    const mine = { ...before, attributes: { shoe_size: '42' } };
    const saved = prepareSave(before, mine, { ...making, definitions, models: [model()] });
    expect(saved.model).toEqual(used(2));
    // The default of an attribute that the model does not have is not put in.
    expect(saved.attributes).toEqual({ shoe_size: '42' });
  });

  it('does not clash where two desks know two versions of it', () => {
    const base = customer({ model: used(1) });
    const at = (version: number) => ({ ...base, model: used(version) });
    const { merged, clashes } = mergeCustomer(base, at(2), at(3));
    expect([merged.model, clashes]).toEqual([used(3), []]);
    expect(mergeCustomer(base, at(3), at(2)).merged.model).toEqual(used(3));
    const other = { ...base, model: { code: 'ORG', version: 1 } };
    expect(mergeCustomer(base, other, { ...base, model: null }).clashes).toHaveLength(1);
  });

  it('names only what there is, and hides nothing that must be given', () => {
    const wrong = model({ name: ' ', attributes: ['nothing'], categories: ['NONE'], hidden: ['family'] });
    expect(profileModelIssues(wrong, entries()).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'name required',
      'attributes notOffered',
      'categories notOffered',
      'hidden cannotHide',
    ]);
    expect(profileModelIssues(model(), entries())).toEqual([]);
    expect(profileModelIssues(model({ required: ['no.such'] }), entries())).toEqual([
      { path: 'required', code: 'notOffered' },
    ]);
  });
});
