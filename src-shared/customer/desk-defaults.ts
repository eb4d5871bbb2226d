/** What a new customer begins with, by the locale of the desk (FEATURES B1): most customers live where the desk is. Pure. */

import { zonesOf } from '../preference/local-time.ts';
import { isCurrent } from './address-book.ts';
import { countryOfLocale } from './phone.ts';
import { type CustomerEditable, emptyCustomer } from './schema.ts';

export type DeskLocale = { locale: string; timeZone: string };

const EURO = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK';
/** ISO 4217 by ISO 3166; where a country is not listed nothing is assumed. */
const CURRENCIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(EURO.split(' ').map((country) => [country, 'EUR'])),
  ...{ AU: 'AUD', BR: 'BRL', CA: 'CAD', CH: 'CHF', CN: 'CNY', CZ: 'CZK', DK: 'DKK', GB: 'GBP', HU: 'HUF' },
  ...{ IL: 'ILS', IN: 'INR', IS: 'ISK', JP: 'JPY', KR: 'KRW', LI: 'CHF', MX: 'MXN', NO: 'NOK', NZ: 'NZD' },
  ...{ PL: 'PLN', RO: 'RON', RS: 'RSD', SE: 'SEK', SG: 'SGD', TR: 'TRY', UA: 'UAH', US: 'USD', ZA: 'ZAR' },
};

/** Language, currency and time zone of the desk. The country is that of the first address, see its form. */
export function deskDefaults({ locale, timeZone }: DeskLocale): Partial<CustomerEditable> {
  const { userProfile } = emptyCustomer();
  const currency = CURRENCIES[countryOfLocale(locale)] ?? '';
  const language = new Intl.Locale(locale).language.slice(0, 2);
  // A computer that is set to UTC says nothing of where it is.
  const isSomewhere = timeZone.includes('/') && !timeZone.startsWith('Etc/');
  return { language, timeZone: isSomewhere ? timeZone : '', userProfile: { ...userProfile, currency } };
}

/** Paths of the registry that still are as the desk set them, in its order; to be told once the customer is stored. */
export function deskDefaulted(customer: CustomerEditable, desk: DeskLocale): string[] {
  const set = deskDefaults(desk);
  const values: [string, string | undefined, string][] = [
    ['language', set.language, customer.language],
    ['timeZone', set.timeZone, customer.timeZone],
    ['userProfile.currency', set.userProfile?.currency, customer.userProfile.currency],
  ];
  return values.flatMap(([path, byDesk, stored]) => (stored !== '' && stored === byDesk ? [path] : []));
}

/**
 * The customer without the desk's time zone where their address is in no country of that zone: nobody said it, and a
 * call is placed by it.
 */
export function withoutForeignZone(customer: CustomerEditable, { timeZone }: DeskLocale): CustomerEditable {
  const addresses = customer.addresses.filter(isCurrent);
  if (customer.timeZone !== timeZone || addresses.length === 0) return customer;
  const zones = zonesOf({ timeZone: '', addresses, phones: [] });
  return zones.length === 0 || zones.includes(timeZone) ? customer : { ...customer, timeZone: '' };
}
