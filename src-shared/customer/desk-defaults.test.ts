import { describe, expect, it } from 'vitest';
import { newAddress } from './contact-points.ts';
import { deskDefaulted, deskDefaults, withoutForeignZone } from './desk-defaults.ts';
import { prefilledCustomer } from './prefill.ts';
import { emptyCustomer } from './schema.ts';

const BERLIN = { locale: 'de-DE', timeZone: 'Europe/Berlin' };
const id = '01900000-0000-7000-8000-000000000001';
function newAddressIn(country: string) {
  return newAddress({ id, nickname: '', lines: ['x'], city: '', postcode: '', country, primary: true });
}

describe('what a new customer begins with', () => {
  it.each([
    ['de-DE', 'de', 'EUR'],
    ['en-GB', 'en', 'GBP'],
    ['pl', 'pl', 'PLN'],
    ['fr-CH', 'fr', 'CHF'],
    ['en-AQ', 'en', ''],
  ])('is what is usual where the desk is: %s', (locale, language, currency) => {
    const { timeZone, userProfile, ...rest } = deskDefaults({ ...BERLIN, locale });
    expect([rest.language, userProfile?.currency, timeZone]).toEqual([language, currency, 'Europe/Berlin']);
  });

  it.each(['UTC', 'Etc/UTC', 'Etc/GMT+3'])('is no time zone where the computer has none: %s', (timeZone) => {
    expect(deskDefaults({ ...BERLIN, timeZone }).timeZone).toBe('');
  });

  it('stands beside what was typed', () => {
    const customer = prefilledCustomer('Ada Byron', () => id, deskDefaults(BERLIN));
    expect(customer).toMatchObject({
      given: 'Ada',
      family: 'Byron',
      language: 'de',
      timeZone: 'Europe/Berlin',
    });
  });

  it('is told of as far as it still stands', () => {
    const customer = prefilledCustomer('Ada Byron', () => id, deskDefaults(BERLIN));
    expect(deskDefaulted(customer, BERLIN)).toEqual(['language', 'timeZone', 'userProfile.currency']);
    expect(deskDefaulted({ ...customer, language: 'fr', timeZone: '' }, BERLIN)).toEqual([
      'userProfile.currency',
    ]);
    expect(deskDefaulted(emptyCustomer(), { locale: 'en-AQ', timeZone: 'UTC' })).toEqual([]);
  });

  it('is no time zone for somebody whose address is elsewhere', () => {
    const customer = { ...emptyCustomer(), timeZone: BERLIN.timeZone };
    const zone = (country: string) =>
      withoutForeignZone({ ...customer, addresses: [newAddressIn(country)] }, BERLIN).timeZone;
    expect([zone('DE'), zone('US'), withoutForeignZone(customer, BERLIN).timeZone]).toEqual([
      'Europe/Berlin',
      '',
      'Europe/Berlin',
    ]);
    const said = { ...customer, timeZone: 'America/New_York', addresses: [newAddressIn('DE')] };
    expect(withoutForeignZone(said, BERLIN).timeZone).toBe('America/New_York');
  });
});
