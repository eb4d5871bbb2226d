/** The customer's local time, and windows in it. Uses the time zones of the runtime (Intl, ECMA-402). */
import type { AddressElement } from '../customer/contact-points.ts';

export type Located = {
  timeZone: string;
  addresses: readonly Pick<AddressElement, 'country' | 'closedAt'>[];
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
 * The zones the customer may be in: the stated one; else those of the countries of their addresses; else none. The
 * runtime's list of a country's zones is of CLDR (Intl.Locale.prototype.getTimeZones).
 */
export function zonesOf({ timeZone, addresses }: Located): string[] {
  if (timeZone !== '') return isZone(timeZone) ? [timeZone] : [];
  const countries = new Set(
    addresses.filter(({ closedAt }) => closedAt === null).map(({ country }) => country),
  );
  return [...new Set([...countries].flatMap(zonesOfCountry))];
}

/** A zone whose clock is the customer's at an instant; null where none is known, or several that differ. */
export function zoneNow(located: Located, at: Date): string | null {
  const zones = zonesOf(located);
  const clocks = new Set(zones.map((zone) => minuteIn(zone, at)));
  return clocks.size === 1 ? (zones[0] ?? null) : null;
}

/** Minutes after midnight in a zone at an instant. Throws a RangeError for what is no zone. */
export function minuteIn(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return part('hour') * 60 + part('minute');
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
