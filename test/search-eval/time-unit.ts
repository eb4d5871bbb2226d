/**
 * What the whole numbers of a time mean. A file does not say it, so that it is told from how large they are: years,
 * dates as in 20260131, days, seconds or milliseconds since 1970.
 */
const DAY_MS = 86_400_000;

export type TimeUnit = (value: number) => Date;

/** The unit in which all of a file's numbers, 0 for none, are possible times. */
export function timeUnitOf(least: number, most: number): TimeUnit {
  if (least >= 1900 && most <= 2100) return (year) => new Date(Date.UTC(year, 0, 1));
  if (least >= 19_000_101 && most <= 21_001_231) return fromDigits;
  if (most <= 100_000) return (days) => new Date(days * DAY_MS);
  if (most <= 100_000_000_000) return (seconds) => new Date(seconds * 1000);
  return (ms) => new Date(ms);
}

function fromDigits(value: number): Date {
  return new Date(Date.UTC(Math.floor(value / 10_000), (Math.floor(value / 100) % 100) - 1, value % 100));
}
