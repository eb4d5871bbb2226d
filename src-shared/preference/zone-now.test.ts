import { expect, it } from 'vitest';
import { zoneNow } from './local-time.ts';

const AT = new Date('2026-01-15T12:00:00.000Z');
const zone = (timeZone: string, ...countries: string[]) =>
  zoneNow({ timeZone, addresses: countries.map((country) => ({ country, closedAt: null })) }, AT);

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
  expect(zoneNow({ timeZone: '', addresses }, AT)).toBeNull();
});
