import { describe, expect, it } from 'vitest';
import { zonesOfArea } from './area-codes.ts';
import { countriesOf, zoneNow, zonesOf } from './local-time.ts';

const AT = new Date('2026-01-15T12:00:00.000Z');
const placeOf = (countries: string[], numbers: string[] = []) => ({
  addresses: countries.map((country) => ({ country, closedAt: null })),
  phones: numbers.map((e164) => ({ e164 })),
});
const zone = (timeZone: string, ...countries: string[]) => zoneNow({ timeZone, ...placeOf(countries) }, AT);

it('is the stated one, else that of the address', () => {
  expect(zone('Asia/Tokyo', 'GB')).toBe('Asia/Tokyo');
  expect(zone('', 'GB')).toBe('Europe/London');
  expect(zone('')).toBeNull();
  expect(zone('Nowhere/Land', 'GB')).toBeNull();
});

it('is none where the zones differ, and any of those that agree', () => {
  expect(zone('', 'US')).toBeNull();
  expect(zone('', 'GB', 'JP')).toBeNull();
  expect(zone('', 'DE')).toMatch(/^Europe\//);
});

it('does not go by an address that is closed', () => {
  const addresses = [{ country: 'GB', closedAt: '2026-01-01T00:00:00.000Z' }];
  expect(zoneNow({ timeZone: '', addresses, phones: [] }, AT)).toBeNull();
});

describe('by the phones, where there is neither zone nor address', () => {
  it.each([
    ['+442079460018', ['Europe/London']],
    ['+33142685300', ['Europe/Paris']],
    ['+12127365000', ['America/New_York']],
    ['+14167365000', ['America/Toronto']],
    ['+18085550123', ['Pacific/Honolulu']],
    ['+12085550123', ['America/Boise', 'America/Denver', 'America/Los_Angeles']],
    ['', []],
  ])('%s is in %j', (number, zones) => {
    expect(zonesOf({ timeZone: '', ...placeOf([], [number]) })).toEqual(zones);
  });

  it('is one of all zones of the country where the area is not known, and of all phones', () => {
    const american = zonesOf({ timeZone: '', ...placeOf([], ['+18005550123']) });
    expect(american).toEqual(expect.arrayContaining(['America/New_York', 'Pacific/Honolulu']));
    expect(zoneNow({ timeZone: '', ...placeOf([], ['+18005550123']) }, AT)).toBeNull();
    const two = placeOf([], ['+442079460018', '+81312345678']);
    expect(zonesOf({ timeZone: '', ...two })).toEqual(['Europe/London', 'Asia/Tokyo']);
  });

  it('gives way to the address and to what was stated', () => {
    const place = placeOf(['GB'], ['+81312345678']);
    expect(zonesOf({ timeZone: '', ...place })).toEqual(['Europe/London']);
    expect(countriesOf(place)).toEqual(['GB']);
    expect(countriesOf(placeOf([], ['+81312345678', '+442079460018', '+81312345678']))).toEqual(['JP', 'GB']);
    expect(zonesOf({ timeZone: 'Asia/Seoul', ...place })).toEqual(['Asia/Seoul']);
  });

  it('knows no zone of an area that the runtime does not', () => {
    const codes = Array.from({ length: 800 }, (_, at) => `+1${at + 200}5550123`);
    const known = codes.map(zonesOfArea).filter((zones) => zones.length > 0);
    expect(known.length).toBeGreaterThan(400);
    for (const zones of known)
      for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
  });
});
