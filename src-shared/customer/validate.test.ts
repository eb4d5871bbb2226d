import { describe, expect, it } from 'vitest';
import { CustomerEditable } from './schema.ts';
import { type SaveRules, validateCustomer } from './validate.ts';

const id = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const RULES: SaveRules = { minimumAge: 13, today: '2026-03-01', before: null };
const validate = (customer: unknown, rules: Partial<SaveRules> = {}) =>
  validateCustomer(CustomerEditable.parse({ ...good, ...(customer as object) }), { ...RULES, ...rules });
/** As a form holds it while it is typed: not yet what the schema takes. */
const validateTyped = (part: Partial<CustomerEditable>) => validateCustomer({ ...good, ...part }, RULES);
const unmarked = { verified: null, doNotUse: false, shared: false, source: '', since: null };
const point = { id, label: '', primary: true, ...unmarked };

const good: CustomerEditable = CustomerEditable.parse({
  kind: 'person',
  timeZone: '',
  prefix: '',
  given: 'Ada',
  family: 'Lovelace',
  organisation: '',
  language: 'en',
  status: 'active',
  emails: [{ id, address: 'ada@example.org', label: 'home', primary: true }],
  phones: [{ id, number: '+44 (0)20 7946-0018', label: '', primary: true }],
  addresses: [
    {
      id,
      nickname: 'Home',
      lines: ['1 High St'],
      city: 'London',
      postcode: 'N1',
      country: 'GB',
      primary: true,
    },
  ],
});
const withEmail = (address: string) => ({ emails: [{ ...point, address }] });
const withPhone = (number: string) => ({ phones: [{ ...point, number, e164: '' }] });

describe('validateCustomer', () => {
  it('accepts a complete customer', () => expect(validate(good)).toEqual([]));

  it.each([
    ['', 'required'],
    ['ada', 'email'],
    ['ada@example', 'email'],
    ['a b@example.org', 'email'],
    ['ada@@example.org', 'email'],
    [`${'a'.repeat(260)}@example.org`, 'tooLong'],
    ['a\u0000@example.org', 'control'],
    ['\ud800@example.org', 'control'],
  ])('refuses the e-mail %j as %s', (address, code) => {
    expect(validateTyped(withEmail(address))).toContainEqual({ path: 'emails.0.address', code });
  });

  it.each(['030/12345678', '+49 30 123456', '(212) 555-0100 x12', '0800.123.456'])(
    'accepts the phone %s',
    (number) => {
      expect(validateTyped(withPhone(number))).toEqual([]);
    },
  );

  it.each([
    ['', 'required'],
    ['call me', 'phone'],
    ['12', 'phone'],
    ['++49 30', 'phone'],
  ])('refuses the phone %j as %s', (number, code) => {
    expect(validateTyped(withPhone(number))).toContainEqual({ path: 'phones.0.number', code });
  });

  it('wants a name or an organisation', () => {
    const nameless = { ...good, given: ' ', family: '', organisation: '' };
    expect(validate(nameless)).toContainEqual({ path: 'family', code: 'required' });
    expect(validate({ ...nameless, organisation: 'Analytical Engines' })).toEqual([]);
  });

  it.each([
    ['+44 20 7946', 'phoneImpossible'],
    ['020 7946 0018 1234', 'phoneImpossible'],
    ['0207 9460 0181 2345 678', 'phoneImpossible'],
    ['+49 30 1234 5678 9012 345', 'phoneImpossible'],
    ['73650001', 'phoneImpossible'],
    ['+1 212 736 5000', null],
    ['+44 5012 345678', null],
    ['116 117', null],
    ['999', null],
    ['+999 12', null],
  ])('judges the length of %s in Britain: %s', (number, code) => {
    const issues = code ? [{ path: 'phones.0.number', code }] : [];
    expect(validateTyped(withPhone(number))).toEqual(issues);
  });

  it('judges no length of a number of which the country is not known', () => {
    expect(validateTyped({ ...withPhone('73650001'), addresses: [] })).toEqual([]);
  });

  it("refuses no impossible number that is or was the customer's, whatever else of it changes", () => {
    const stored = CustomerEditable.parse({ ...good, ...withPhone('73650001') });
    const rules = { before: stored };
    const phones = [{ ...point, number: '73650001', e164: '', label: 'shop' }];
    expect(validate({ phones }, rules)).toEqual([]);
    expect(validate(withPhone('73650002'), rules)).toEqual([
      { path: 'phones.0.number', code: 'phoneImpossible' },
    ]);
    const at = '2026-01-01T00:00:00.000Z';
    const formerPoints = [{ id, kind: 'phone' as const, value: '73650002', label: '', closedAt: at }];
    expect(validate(withPhone('73650002'), { before: { ...stored, formerPoints } })).toEqual([]);
  });

  it('names the second of two equal e-mails and phones', () => {
    const twice = { emails: [...good.emails, { ...point, address: ' ADA@example.org', primary: false }] };
    expect(validate(twice)).toContainEqual({ path: 'emails.1.address', code: 'duplicate' });
  });

  it('names the list in which two are primary, and not for one that is closed', () => {
    const [address] = good.addresses;
    const second = { ...address, id: OTHER, nickname: 'Work', primary: true };
    const emails = [...good.emails, { ...point, id: OTHER, address: 'countess@example.org' }];
    const phones = [...good.phones, { ...point, id: OTHER, number: '020 7946 0019', e164: '' }];
    const onePrimary = (path: string) => ({ path, code: 'onePrimary' });
    expect(validate({ emails, phones, addresses: [address, second] })).toEqual(
      ['emails', 'phones', 'addresses'].map(onePrimary),
    );
    const closed = { ...second, closedAt: '2026-01-01T00:00:00.000Z' };
    expect(validate({ addresses: [address, closed] })).toEqual([]);
    const before = CustomerEditable.parse({ ...good, emails });
    expect(validate({ emails, given: 'Augusta' }, { before })).toEqual([]);
  });

  it('names the second of two addresses in use with one label, and takes any number without', () => {
    const [address] = good.addresses;
    const called = (nickname: string, closedAt: string | null = null) => ({
      addresses: [address, { ...address, id: OTHER, primary: false, nickname, closedAt }],
    });
    const twice = [{ path: 'addresses.1.nickname', code: 'duplicate' }];
    expect(validate(called('Home'))).toEqual(twice);
    expect(validate(called(' hOME '))).toEqual(twice);
    expect(validate(called('Work'))).toEqual([]);
    expect(validate(called('Home', '2026-01-01T00:00:00.000Z'))).toEqual([]);
    const unnamed = { ...address, nickname: '' };
    expect(validate({ addresses: [unnamed, { ...unnamed, id: OTHER, primary: false }] })).toEqual([]);
  });

  it('wants a country and a line or a city in an address', () => {
    const empty = { nickname: '', lines: [''], city: '', region: '', postcode: '', country: 'uk' };
    const use = { id, primary: false, types: [], primaryFor: [], replaces: '' as const };
    const codes = validateTyped({ addresses: [{ ...empty, ...use, closedAt: null }] });
    expect(codes).toContainEqual({ path: 'addresses.0.lines.0', code: 'required' });
    expect(codes).toContainEqual({ path: 'addresses.0.country', code: 'country' });
  });

  it('does not look at an address that is closed', () => {
    const [address] = good.addresses;
    const closed = { ...address, lines: [''], city: '', closedAt: '2026-01-01T00:00:00.000Z' };
    expect(validate({ addresses: [closed] })).toEqual([]);
  });

  it('wants a new customer, and only a new one, to be reachable', () => {
    const alone = { emails: [], phones: [], addresses: [] };
    expect(validate(alone)).toEqual([{ path: 'emails', code: 'unreachable' }]);
    expect(
      validate({
        ...alone,
        identifiers: [{ id, kind: 'external', system: 'shop', value: '1', primary: true }],
      }),
    ).toEqual([]);
    expect(validate(alone, { before: good })).toEqual([]);
  });

  it('wants numbers of other systems to be there, and once', () => {
    const one = { id, kind: 'external', system: 'Shop', value: 'A-1', primary: true };
    expect(validate({ identifiers: [one, { ...one, system: 'shop', value: 'a1' }] })).toEqual([
      { path: 'identifiers.1.value', code: 'duplicate' },
    ]);
    expect(
      validateTyped({ identifiers: [{ ...one, kind: 'external', value: ' ', contested: false }] }),
    ).toEqual([{ path: 'identifiers.0.value', code: 'required' }]);
  });

  it('refuses who is too young, unless they are a customer already', () => {
    const child = { demographics: { birth: { year: 2020, month: 1, day: 1 } } };
    const refused = [{ path: 'demographics.birth', code: 'underAge' }];
    expect(validate(child)).toEqual(refused);
    expect(validate(child, { minimumAge: 5 })).toEqual([]);
    expect(validate(child, { before: good })).toEqual(refused);
    expect(validate(child, { before: CustomerEditable.parse({ ...good, ...child }) })).toEqual([]);
  });

  it('does not refuse again what was stored before and is not touched', () => {
    const before = { ...good, emails: [{ ...point, address: 'ada@example' }], given: '', family: '' };
    expect(validateTyped(before)).not.toEqual([]);
    expect(validateCustomer({ ...before, language: 'fr' }, { ...RULES, before })).toEqual([]);
    const second = { ...point, id: OTHER, address: 'a@x.org', primary: false };
    const touched = { ...before, emails: [...before.emails, second] };
    expect(validateCustomer(touched, { ...RULES, before })).toEqual([
      { path: 'emails.0.address', code: 'email' },
    ]);
    expect(validateCustomer({ ...before, organisation: ' ' }, { ...RULES, before })).toEqual([
      { path: 'family', code: 'required' },
    ]);
  });

  it.each([
    [{ householdSize: 0 }, 'demographics.householdSize'],
    [{ householdSize: 2.5 }, 'demographics.householdSize'],
    [{ children: -1 }, 'demographics.children'],
  ])('refuses %j', (part, path) => {
    const demographics = { ...good.demographics, ...part };
    expect(validateTyped({ demographics })).toEqual([{ path, code: 'range' }]);
  });

  it('looks at every text of the registry', () => {
    expect(validateTyped({ suffix: 'x'.repeat(21) })).toEqual([{ path: 'suffix', code: 'tooLong' }]);
    const business = { ...good.business, jobTitle: 'Bo\u0007ss' };
    expect(validateTyped({ business })).toEqual([{ path: 'business.jobTitle', code: 'control' }]);
  });

  it('is quick on adversarial text', () => {
    const text = `${'a'.repeat(50_000)}@${'a.'.repeat(50_000)}`;
    expect(validateTyped({ ...withEmail(text), ...withPhone(' '.repeat(100_000)) }).length).toBeGreaterThan(
      0,
    );
  });
});
