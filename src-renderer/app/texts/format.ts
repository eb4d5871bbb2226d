/** Numbers, dates and names of languages and countries in the user's locale. */

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const WEEKDAY_TIME = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const DAY_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const NUMBER = new Intl.NumberFormat();
const LANGUAGES = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'none' });
const MONTH = new Intl.DateTimeFormat(undefined, { month: 'long', timeZone: 'UTC' });
const CURRENCIES = new Intl.DisplayNames(undefined, { type: 'currency', fallback: 'none' });
const REGIONS = new Intl.DisplayNames(undefined, { type: 'region', fallback: 'none' });

/** Region codes that name no country an address can be in. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

/** `12:03` as the user writes it. */
export function clockTime(at: Date): string {
  return CLOCK.format(at);
}

/** Weekday and time within a week, such as `Tue, 09:00`. */
export function weekdayTime(at: Date): string {
  return WEEKDAY_TIME.format(at);
}

/** Date and time, such as `22 Nov 2026, 12:03`. */
export function dayTime(at: Date): string {
  return DAY_TIME.format(at);
}

/** A calendar date `YYYY-MM-DD`, which has no time zone. */
export function calendarDate(date: string): string {
  return DAY.format(new Date(`${date}T00:00:00Z`));
}

/** `1,200` as the user writes it. */
export function count(number: number): string {
  return NUMBER.format(number);
}

/** The name of an ISO 639 language; the code where it has none, '' for ''. */
export function languageName(code: string): string {
  return code === '' ? '' : (nameIn(LANGUAGES, code) ?? code);
}

/** The name of an ISO 3166 country; the code where it has none. */
export function countryName(code: string): string {
  return nameIn(REGIONS, code) ?? code;
}

/** Weekday and time in a time zone, or null where the zone is unknown to this computer. */
export function timeIn(timeZone: string, at: Date): string | null {
  try {
    return new Intl.DateTimeFormat(undefined, {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(at);
  } catch {
    return null;
  }
}

export type Choice = { value: string; label: string };

/** Every country there is, by name. */
export function countryChoices(): Choice[] {
  const codes = PAIRS.filter((code) => !NO_COUNTRIES.has(code) && isCurrentRegion(code));
  return choices(codes, (code) => nameIn(REGIONS, code));
}

/** Every two-letter language, by name. */
export function languageChoices(): Choice[] {
  return choices(
    PAIRS.map((code) => code.toLowerCase()).filter((code) => Intl.getCanonicalLocales(code)[0] === code),
    (code) => nameIn(LANGUAGES, code),
  );
}

/** Every currency in use, by code and name. */
export function currencyChoices(): Choice[] {
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} ${nameIn(CURRENCIES, value) ?? ''}`.trim(),
  }));
}

/** Every time zone that this computer knows. */
export function timeZoneChoices(): Choice[] {
  return Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}

/** The months of a year, by number and name. */
export function monthChoices(): Choice[] {
  return Array.from({ length: 12 }, (_, at) => ({
    value: String(at + 1),
    label: MONTH.format(new Date(Date.UTC(2000, at, 1))),
  }));
}

function choices(codes: string[], nameOf: (code: string) => string | undefined): Choice[] {
  return codes
    .flatMap((value) => {
      const label = nameOf(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

/** False for codes that were replaced, such as DD, or are another's alias, such as UK. */
function isCurrentRegion(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

function nameIn(names: Intl.DisplayNames, code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    return undefined;
  }
}
