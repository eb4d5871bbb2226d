/**
 * Phone numbers as the numbering plans of the world read them. What was typed is always kept; this only adds to it.
 *
 * Invariant: a number is refused for its length alone, in a country that it says itself or that the customer's address
 * does. Plans change, and a person may be able to dial what no table knows: what is unusual is a hint, and so are short
 * numbers of services and numbers of which the country is not known.
 * Source: the metadata of libphonenumber, bundled with the library, so that it is the same with no network.
 */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { digitsOf } from './normalise.ts';
import type { CustomerEditable } from './schema.ts';

/** `noCountry`: it does not say which country it is in; `unusual`: no such number in the plan of its country. */
export type PhoneHint = 'noCountry' | 'unusual';
export type PhoneReading = { e164: string; hint: PhoneHint | null };

/** The number as dialled from abroad, '' where that is not known, and what is odd about it. */
export function readPhone(number: string, country: string): PhoneReading {
  const known = asCountry(country);
  const parsed = parsePhoneNumberFromString(number, known);
  if (!parsed) return { e164: '', hint: known || number.trim().startsWith('+') ? 'unusual' : 'noCountry' };
  if (parsed.number.length > 16) return { e164: '', hint: 'unusual' };
  return { e164: parsed.isPossible() ? parsed.number : '', hint: parsed.isValid() ? null : 'unusual' };
}

/**
 * True when no number of its country has as many digits. `country` is that of the customer's address, '' where there is none.
 */
export function isImpossiblePhone(number: string, country: string): boolean {
  const isInternational = number.trim().startsWith('+');
  if (!isInternational && digitsOf(number).length <= SERVICE_DIGITS) return false;
  const known = asCountry(country);
  const parsed = parsePhoneNumberFromString(number, known);
  if (parsed) return !parsed.isPossible();
  // What has more digits than any number of the world is read as none.
  return (known !== undefined || isInternational) && digitsOf(number).length > MOST_DIGITS;
}

/** The longest numbers that are dialled within a network alone, such as 116 117 (ITU-T E.164 supplement 3, directives of the EU on 116). */
const SERVICE_DIGITS = 6;
/** With the marks of dialling abroad before a number of 15 (ITU-T E.164). */
const MOST_DIGITS = 17;

/** The country that a customer's numbers are read in: that of the address in use, else that of the desk. */
export function phoneCountry(
  { addresses }: Pick<CustomerEditable, 'addresses'>,
  deskCountry: string,
): string {
  const current = addresses.filter(({ closedAt }) => closedAt === null);
  return (current.find(({ primary }) => primary) ?? current[0])?.country ?? deskCountry;
}

/**
 * The customer with each number's form for dialling beside what was typed. Numbers that stand in `before` as they are
 * keep the reading that they have: somebody who changes a name changes no phone.
 */
export function withReadPhones(
  before: CustomerEditable | null,
  customer: CustomerEditable,
  deskCountry: string,
): CustomerEditable {
  const country = phoneCountry(customer, deskCountry);
  const phones = customer.phones.map((phone) => {
    const former = before?.phones.find(({ id }) => id === phone.id);
    if (former?.number === phone.number) return { ...phone, e164: former.e164 };
    return { ...phone, e164: readPhone(phone.number, country).e164 };
  });
  return { ...customer, phones };
}

/** The countries, ISO 3166-1 alpha-2, that a number in E.164 form may be of: several where they share a code; none for ''. */
export function countriesOfPhone(e164: string): string[] {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return [];
  return parsed.country ? [parsed.country] : parsed.getPossibleCountries();
}

/** The country of a locale such as `de-AT`, or the likeliest one for its language; '' when there is none. */
export function countryOfLocale(locale: string): string {
  return new Intl.Locale(locale).maximize().region ?? '';
}

function asCountry(code: string): CountryCode | undefined {
  return isSupportedCountry(code) ? code : undefined;
}
