/** Field classes: what each role is sent, and that a masked document written back changes nothing. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepUnread } from '../customer/keep-unread.ts';
import { CustomerEditable, emptyCustomer } from '../customer/schema.ts';
import { CLASSED_PATHS, readChanges, readsOf, withoutUnread } from './field-classes.ts';
import { ROLES, type Role } from './roles.ts';

const DEFINITIONS = [
  { key: 'hat', piiClass: 'none' as const },
  { key: 'cell', piiClass: 'contact' as const },
  { key: 'score', piiClass: 'sensitive' as const },
  { key: 'health', piiClass: 'special' as const },
];
const [hat, cell, score, health] = ['h', 'c', 's', 'x'];
const full = {
  ...emptyCustomer(),
  emails: [{ id: 'e' }],
  business: { ...emptyCustomer().business, taxId: 'TAX', jobTitle: 'Smith' },
  demographics: { ...emptyCustomer().demographics, incomeBand: 'high' },
  attributes: { hat, cell, score, health, lost: 'l' },
};
const seen = (role: Role) => withoutUnread(full, readsOf(role, DEFINITIONS));

it('classes only paths that a customer has', () => {
  const missing = CLASSED_PATHS.filter((path) => {
    const [property = '', inner] = path.split('.');
    const value = CustomerEditable.parse(emptyCustomer())[property as keyof CustomerEditable];
    return inner === undefined ? value === undefined : !(inner in (value as object));
  });
  expect(missing).toEqual([]);
});

it('leaves no field without a class: a new one is put here, or among the classed', () => {
  const basic = Object.keys(CustomerEditable.parse(emptyCustomer())).filter(
    (property) => !CLASSED_PATHS.includes(property),
  );
  expect(basic.sort()).toMatchInlineSnapshot(`
    [
      "attributes",
      "business",
      "consents",
      "demographics",
      "family",
      "given",
      "identifiers",
      "kind",
      "knownIssues",
      "language",
      "middle",
      "model",
      "organisation",
      "organisationId",
      "photo",
      "preferences",
      "preferredName",
      "prefix",
      "registration",
      "responses",
      "status",
      "suffix",
      "timeZone",
      "userProfile",
    ]
  `);
  const inner = (['business', 'demographics'] as const).flatMap((record) =>
    Object.keys(emptyCustomer()[record]).map((name) => `${record}.${name}`),
  );
  expect(inner.filter((path) => !CLASSED_PATHS.includes(path)).sort()).toMatchInlineSnapshot(`
    [
      "business.alternateId",
      "business.assistant",
      "business.department",
      "business.employeeId",
      "business.employeeType",
      "business.jobTitle",
      "business.manager",
      "business.orgUnit",
      "business.requisitionerId",
      "demographics.birth",
      "demographics.children",
      "demographics.employer",
      "demographics.gender",
      "demographics.householdSize",
      "demographics.interests",
      "demographics.maritalStatus",
      "demographics.orderedBefore",
    ]
  `);
});

it.each([
  ['auditor', ['hat']],
  ['csr', ['hat', 'cell']],
  ['fieldRep', ['hat', 'cell']],
  ['seniorCsr', ['hat', 'cell', 'score']],
  ['supervisor', ['hat', 'cell', 'score', 'health', 'lost']],
  ['dataSteward', ['hat', 'cell', 'score', 'health', 'lost']],
  ['privacyOfficer', ['hat', 'cell', 'score', 'health', 'lost']],
] as const)('sends to %s the attributes of its classes', (role, keys) => {
  expect(Object.keys(seen(role).attributes)).toEqual(keys);
});

it('leaves out what is sensitive for a csr, and contact points for an auditor', () => {
  expect(seen('csr').business).not.toHaveProperty('taxId');
  expect(seen('csr').demographics).not.toHaveProperty('incomeBand');
  expect(seen('csr').business.jobTitle).toBe('Smith');
  expect(seen('csr').emails).toEqual(full.emails);
  expect(seen('auditor').emails).toEqual([]);
  expect(seen('auditor')).not.toHaveProperty('formerPoints');
  expect(seen('seniorCsr').business.taxId).toBe('TAX');
});

it('leaves unread fields out of versions, alone and in a record', () => {
  const changes = [
    { path: 'business.taxId', from: '', to: 'TAX' },
    { path: 'emails.e', to: { id: 'e' } },
    { path: 'attributes', from: { score }, to: { hat, score } },
  ];
  expect(readChanges(changes, readsOf('csr', DEFINITIONS))).toEqual([
    changes[1],
    { path: 'attributes', from: {}, to: { hat } },
  ]);
});

it('gives back the stored document for what a role was sent, whether unread fields are absent or empty', () => {
  const roles = fc.constantFrom(...ROLES.filter((role) => role !== 'administrator'));
  fc.assert(
    fc.property(roles, fc.boolean(), fc.string(), (role, isParsed, given) => {
      const reads = readsOf(role, DEFINITIONS);
      const empty = { business: { ...seen(role).business, taxId: seen(role).business.taxId ?? '' } };
      const sent = { ...seen(role), ...(isParsed && empty), given };
      const { doc, fieldErrors } = keepUnread(full, sent, reads);
      expect(fieldErrors).toEqual([]);
      expect(doc).toEqual({ ...full, given });
    }),
  );
});

it('refuses a value for what is not read, but not the stored one, and not a default', () => {
  const reads = readsOf('csr', DEFINITIONS);
  const refused = (stored: object | null, sent: Record<string, unknown>) =>
    keepUnread(stored, sent, reads, { score: 'd' }).fieldErrors.map(({ path, code }) => `${path} ${code}`);
  expect(refused(full, { business: { taxId: 'OTHER' } })).toEqual(['business.taxId notReadable']);
  expect(refused(full, { business: { taxId: 'TAX' } })).toEqual([]);
  expect(refused(null, { attributes: { score: 'mine' } })).toEqual(['attributes.score notReadable']);
  expect(refused(null, { attributes: { score: 'd' } })).toEqual([]);
  expect(keepUnread(null, { attributes: { score: 'd' } }, reads, { score: 'd' }).doc.attributes).toEqual({
    score: 'd',
  });
});
