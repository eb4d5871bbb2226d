/**
 * How addresses are written in each country: which parts they have, in which order, and what a postcode looks like.
 *
 * Source: Google's libaddressinput, https://chromium-i18n.appspot.com/ssl-address/data (formats by way of
 * localized-address-format; postcode patterns of the countries here copied from field `zip`). A country that is not
 * in the table takes any postcode: a pattern is a hint and never refuses, though a desk asks
 * why (`critical.ts`).
 */
import { formatAddress } from 'localized-address-format';
import type { AddressElement } from './contact-points.ts';

export type AddressPart = 'region' | 'postcode' | 'city';
type Written = Pick<AddressElement, 'lines' | 'city' | 'region' | 'postcode' | 'country'>;

const FIVE = /^\d{5}$/;
const FOUR = /^\d{4}$/;
const SIX = /^\d{6}$/;
const POSTCODES: Readonly<Record<string, RegExp>> = {
  AT: FOUR,
  AU: FOUR,
  BE: FOUR,
  BR: /^\d{5}-?\d{3}$/,
  CA: /^[ABCEGHJKLMNPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/i,
  CH: FOUR,
  CN: SIX,
  CZ: /^\d{3} ?\d{2}$/,
  DE: FIVE,
  DK: FOUR,
  ES: FIVE,
  FI: FIVE,
  FR: /^\d{2} ?\d{3}$/,
  GB: /^(?:GIR ?0AA|[A-Z]{1,2}\d[\dA-Z]? ?\d[ABD-HJLN-UW-Z]{2}|BFPO ?\d{1,4})$/i,
  GR: /^\d{3} ?\d{2}$/,
  HU: FOUR,
  IE: /^[\dA-Z]{3} ?[\dA-Z]{4}$/i,
  IN: SIX,
  IT: FIVE,
  JP: /^\d{3}-?\d{4}$/,
  KR: FIVE,
  LU: FOUR,
  MX: FIVE,
  NL: /^[1-9]\d{3} ?(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])$/i,
  NO: FOUR,
  NZ: FOUR,
  PL: /^\d{2}-\d{3}$/,
  PT: /^\d{4}-\d{3}$/,
  SE: /^\d{3} ?\d{2}$/,
  SG: SIX,
  TR: FIVE,
  US: /^\d{5}(?:[ -]\d{4})?$/,
  ZA: FOUR,
};

/** Stand-ins that no format has as text of its own. */
const MARKS = { region: '\u0001', postcode: '\u0002', city: '\u0003' } as const;

/** The parts below the street that addresses of the country have, in the order in which they are written. */
export function addressParts(country: string): AddressPart[] {
  const text = formatAddress({
    postalCountry: country,
    administrativeArea: MARKS.region,
    postalCode: MARKS.postcode,
    locality: MARKS.city,
  }).join('\n');
  const parts = Object.keys(MARKS) as AddressPart[];
  return parts
    .filter((part) => text.includes(MARKS[part]))
    .sort((one, other) => text.indexOf(MARKS[one]) - text.indexOf(MARKS[other]));
}

/** False when the postcode does not look like one of the country. Empty and unknown ones do. */
export function looksLikePostcode(postcode: string, country: string): boolean {
  const pattern = POSTCODES[country];
  return postcode.trim() === '' || pattern === undefined || pattern.test(postcode.trim());
}

/**
 * The address as it is written on a letter in its country, without the name and the country. What the format of the
 * country has no place for, such as a county, comes at the end, so that nothing recorded is hidden.
 */
export function addressLines({ lines, city, region, postcode, country }: Written): string[] {
  const written = formatAddress({
    postalCountry: country,
    addressLines: lines.filter((line) => line.trim() !== ''),
    locality: city,
    administrativeArea: region,
    postalCode: postcode,
  });
  const text = written.join('\n');
  const left = [postcode, city, region].filter((part) => part.trim() !== '' && !text.includes(part));
  return [...written, ...left].filter((line) => line.trim() !== '');
}
