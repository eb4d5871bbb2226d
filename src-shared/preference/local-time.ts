/** The customer's local time, and windows in it. Uses the time zones of the runtime (Intl, ECMA-402). */
import type { AddressElement, PhoneElement } from '../customer/contact-points.ts';
import { countriesOfPhone } from '../customer/phone.ts';
import { zonesOfArea } from './area-codes.ts';

export type Located = {
  timeZone: string;
  addresses: readonly Pick<AddressElement, 'country' | 'closedAt'>[];
  phones: readonly Pick<PhoneElement, 'e164'>[];
};
/** Minutes after midnight; `from` may be after `to`, for a window over midnight. */
export type Window = { from: number; to: number };

const WINDOW = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/u;

/** A window such as `09:00-17:30`, or null when the text is none. */
export function parseWindow(text: string): Window | null {
  const found = WINDOW.exec(text.trim());
  if (!found) return null;
  const [, fromHour, fromMinute, toHour, toMinute] = found.map(Number);
  return { from: Number(fromHour) * 60 + Number(fromMinute), to: Number(toHour) * 60 + Number(toMinute) };
}

/** True from the first minute of the window up to, but without, its last. */
export function isInside({ from, to }: Window, minute: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/**
 * The zones the customer may be in: the stated one; else those of the countries of their addresses; else those of the areas
 * or countries of their phones; else none. The runtime's list of a country's zones is of CLDR
 * (Intl.Locale.prototype.getTimeZones).
 */
export function zonesOf({ timeZone, addresses, phones }: Located): string[] {
  if (timeZone !== '') return isZone(timeZone) ? [timeZone] : [];
  const byAddress = countriesOfAddresses(addresses).flatMap(zonesOfCountry);
  return [...new Set(byAddress.length > 0 ? byAddress : phones.flatMap(zonesOfPhone))];
}

/** The countries the customer may be in: those of their addresses, else those of their phones. */
export function countriesOf({ addresses, phones }: Omit<Located, 'timeZone'>): string[] {
  const byAddress = countriesOfAddresses(addresses);
  const byPhone = () => phones.flatMap(({ e164 }) => countriesOfPhone(e164));
  return [...new Set(byAddress.length > 0 ? byAddress : byPhone())];
}

function countriesOfAddresses(addresses: Located['addresses']): string[] {
  return addresses.filter(({ closedAt }) => closedAt === null).map(({ country }) => country);
}

function zonesOfPhone({ e164 }: Pick<PhoneElement, 'e164'>): readonly string[] {
  const byArea = zonesOfArea(e164);
  return byArea.length > 0 ? byArea : countriesOfPhone(e164).flatMap(zonesOfCountry);
}

/** A zone whose clock is the customer's at an instant; null where none is known, or several that differ. */
export function zoneNow(located: Located, at: Date): string | null {
  const zones = zonesOf(located);
  const clocks = new Set(zones.map((zone) => minuteIn(zone, at)));
  return clocks.size === 1 ? (zones[0] ?? null) : null;
}

/** Minutes after midnight in a zone at an instant. Throws a RangeError for what is no zone. */
export function minuteIn(zone: string, at: Date): number {
  const [hours, minutes] = formatIn(zone, 'clock').format(at).split(':').map(Number);
  return Number(hours) * 60 + Number(minutes);
}

const FORMATS = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  weekday: { weekday: 'short' },
} as const;
const made = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making a format takes a hundred times as long as using it. */
function formatIn(timeZone: string, kind: keyof typeof FORMATS): Intl.DateTimeFormat {
  const key = `${kind} ${timeZone}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...FORMATS[kind] });
  made.set(key, format);
  return format;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
export type Day = (typeof DAYS)[number];

/** The day of the week in a zone at an instant. Throws a RangeError for what is no zone. */
export function dayIn(zone: string, at: Date): Day {
  const text = formatIn(zone, 'weekday').format(at);
  return DAYS.find((day) => text.startsWith(day)) ?? 'Sun';
}

/** `21:40`. */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** `Europe/Lisbon` as people say it: `Lisbon`. */
export function zoneText(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function zonesOfCountry(country: string): string[] {
  try {
    const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?: () => string[] };
    return locale.getTimeZones?.() ?? [];
  } catch {
    return [];
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
