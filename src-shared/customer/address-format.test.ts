import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressLines, addressParts, looksLikePostcode } from './address-format.ts';

describe('the parts of an address', () => {
  it.each([
    ['DE', ['postcode', 'city']],
    ['GB', ['city', 'postcode']],
    ['US', ['city', 'region', 'postcode']],
    ['IE', ['city', 'region', 'postcode']],
    ['JP', ['postcode', 'region']],
    ['', ['city']],
  ])('of %s', (country, parts) => expect(addressParts(country)).toEqual(expect.arrayContaining(parts)));

  it('come in the order of the country', () => {
    expect(addressParts('DE')).toEqual(['postcode', 'city']);
    expect(addressParts('US')).toEqual(['city', 'region', 'postcode']);
  });
});

describe('a postcode', () => {
  it.each([
    ['N1 9GU', 'GB', true],
    ['n19gu', 'GB', true],
    ['12345', 'GB', false],
    ['10115', 'DE', true],
    ['1011', 'DE', false],
    ['94016-1234', 'US', true],
    ['', 'DE', true],
    ['whatever', 'AO', true],
  ])('%s in %s', (postcode, country, looks) => expect(looksLikePostcode(postcode, country)).toBe(looks));
});

describe('a written address', () => {
  const berlin = {
    lines: ['Unter den Linden 1'],
    city: 'Berlin',
    region: '',
    postcode: '10117',
    country: 'DE',
  };

  it('stands as letters of the country do', () => {
    expect(addressLines(berlin)).toEqual(['Unter den Linden 1', '10117 Berlin']);
    const austin = {
      lines: ['1 Main St', ''],
      city: 'Austin',
      region: 'TX',
      postcode: '78701',
      country: 'US',
    };
    expect(addressLines(austin)).toEqual(['1 Main St', 'Austin, TX 78701']);
  });

  it('hides nothing that was recorded', () => {
    const part = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(
        part,
        part,
        part,
        part,
        fc.constantFrom('DE', 'GB', 'US', 'AO', 'JP', ''),
        (line, city, region, postcode, country) => {
          const text = addressLines({ lines: [line], city, region, postcode, country }).join('\n');
          for (const value of [line, city, region, postcode]) expect(text).toContain(value);
        },
      ),
    );
  });
});
