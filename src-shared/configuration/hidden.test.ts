import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../customer/field-registry.ts';
import { hiddenPaths, isHidden, shownChanges, shownRow, withoutHidden } from './hidden.ts';
import { applyLayout } from './layout.ts';
import type { Layout } from './schema.ts';

const entry = (path: string, hidden: boolean): Layout['fields'][number] => ({
  path,
  hidden,
  readOnly: false,
  required: false,
  label: '',
  order: 0,
});
const layout = (role: string, ...fields: Layout['fields']): Layout => ({ kind: 'layout', role, fields });
const change = (path: string, to: unknown) => ({ path, to });

describe('what layouts hide', () => {
  it('is in no row of a list', () => {
    const row = { name: 'Ada', organisation: 'O', email: 'e', phone: 'p', city: 'c', postcode: '1' };
    expect(shownRow(row, new Set(['family']))).toBe(row);
    expect(shownRow(row, new Set(['emails', 'organisation']))).toEqual({
      ...row,
      email: '',
      organisation: '',
    });
    expect(shownRow(row, new Set(['phones', 'addresses']))).toEqual({
      ...row,
      ...{ phone: '', city: '', postcode: '' },
    });
  });

  it('is exactly what forms leave out', () => {
    const path = fc.constantFrom(...FIELDS.map((field) => field.path));
    const made = fc.tuple(fc.constantFrom('*', 'csr', 'auditor'), path, fc.boolean());
    fc.assert(
      fc.property(fc.array(made, { maxLength: 30 }), (entries) => {
        const layouts = entries.map(([role, at, hides]) => layout(role, entry(at, hides)));
        const shown = new Set(applyLayout(FIELDS, layouts, 'csr').map((field) => field.path));
        const hidden = hiddenPaths(layouts, 'csr');
        for (const field of FIELDS) expect(isHidden(hidden, field.path)).toBe(!shown.has(field.path));
      }),
    );
  });

  it('counts for the elements and properties of a field, and for no field that only begins alike', () => {
    const hidden = hiddenPaths([layout('*', entry('emails', true), entry('business.taxId', true))], 'csr');
    expect(isHidden(hidden, 'emails.0190')).toBe(true);
    expect(isHidden(hidden, 'emails.#order')).toBe(true);
    expect(isHidden(hidden, 'business.taxId')).toBe(true);
    expect(isHidden(hidden, 'business')).toBe(false);
    expect(isHidden(hidden, 'emailsTwo')).toBe(false);
  });

  it('is in no version either, nor among former e-mails and phones', () => {
    const hidden = hiddenPaths([layout('*', entry('emails', true), entry('attributes.hat', true))], 'csr');
    const changes = [
      change('emails.1', { address: 'a@example.com' }),
      change('formerPoints.1', { kind: 'email', value: 'a@example.com' }),
      { path: 'formerPoints.2', from: { kind: 'email', value: 'b@example.com' } },
      change('formerPoints.3', { kind: 'phone', value: '+49 30 1' }),
      change('attributes.hat', 57),
      change('attributes.hat_size', 57),
      change('family', 'Haddad'),
    ];
    expect(shownChanges(changes, hidden).map(({ path }) => path)).toEqual([
      'formerPoints.3',
      'attributes.hat_size',
      'family',
    ]);
  });

  it('is left empty in a heading', () => {
    const hidden = hiddenPaths([layout('*', entry('given', true), entry('emails', true))], 'csr');
    const customer = { given: 'Noor', family: 'Haddad', emails: [1] };
    expect(withoutHidden(customer, hidden)).toEqual({ given: '', family: 'Haddad', emails: [1] });
  });
});
