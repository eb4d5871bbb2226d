import { describe, expect, it } from 'vitest';
import { isOutsideMarketingHours } from './marketing-hours.ts';

/** 6 July 2026 is a Monday; the texts are in the zone of the country. */
const DAYS = { Mon: '06', Fri: '10', Sat: '11', Sun: '12' } as const;
const ZONES = {
  AU: ['Australia/Brisbane', '+10:00'],
  CA: ['America/Toronto', '-04:00'],
  DE: ['Europe/Berlin', '+02:00'],
  ES: ['Europe/Madrid', '+02:00'],
  FR: ['Europe/Paris', '+02:00'],
  IT: ['Europe/Rome', '+02:00'],
  ZA: ['Africa/Johannesburg', '+02:00'],
} as const;

type Row = [keyof typeof ZONES, keyof typeof DAYS, open: string, closed: string];

/** Times in which people may be called, and in which they may not. */
const TABLE: Row[] = [
  ['FR', 'Mon', '10:00 12:59 14:00 19:59', '08:00 09:59 13:00 13:59 20:00 20:59'],
  ['FR', 'Sat', '', '09:00 12:00 15:00'],
  ['FR', 'Sun', '', '12:00'],
  ['ES', 'Fri', '09:00 20:59', '08:59'],
  ['ES', 'Sat', '', '12:00'],
  ['IT', 'Mon', '09:00 19:59', '08:59 20:00'],
  ['IT', 'Sat', '10:00 18:59', '09:59 19:00'],
  ['IT', 'Sun', '', '12:00'],
  ['AU', 'Fri', '09:00 19:59', '08:59 20:00'],
  ['AU', 'Sat', '09:00 16:59', '17:00'],
  ['AU', 'Sun', '', '12:00'],
  ['CA', 'Mon', '09:00 21:29', '08:59 21:30'],
  ['CA', 'Sun', '10:00 17:59', '09:59 18:00'],
  ['ZA', 'Mon', '08:00 19:59', '20:00'],
  ['ZA', 'Sat', '09:00 12:59', '08:59 13:00'],
  ['ZA', 'Sun', '', '12:00'],
  ['DE', 'Sun', '08:00 12:00 23:00', ''],
];

describe('the hours for marketing calls', () => {
  it.each(TABLE)('in %s on %s: open %s, closed %s', (country, day, open, closed) => {
    const [zone, offset] = ZONES[country];
    const isOutside = (time: string) =>
      isOutsideMarketingHours(country, zone, new Date(`2026-07-${DAYS[day]}T${time}:00${offset}`));
    expect(open.split(' ').filter((time) => time !== '' && isOutside(time))).toEqual([]);
    expect(closed.split(' ').filter((time) => time !== '' && !isOutside(time))).toEqual([]);
  });
});
