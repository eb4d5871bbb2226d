/** Whether a quote still holds. */

export type QuoteState = 'valid' | 'expired' | 'noExpiry';

/** Where a calendar day ends last on Earth (UTC-12). */
const LAST_ZONE = 'Etc/GMT+12';

/**
 * By the calendar of the customer's zone, to the end of the last day. Where the zone is unknown a quote is expired
 * only when that day is over everywhere.
 */
export function quoteState(validUntil: string | null, timeZone: string, now: Date): QuoteState {
  if (validUntil === null) return 'noExpiry';
  return validUntil < (dayIn(timeZone, now) ?? dayIn(LAST_ZONE, now) ?? '') ? 'expired' : 'valid';
}

/** The calendar day `YYYY-MM-DD` in a zone; null for one this computer does not know. */
export function dayIn(timeZone: string, at: Date): string | null {
  if (timeZone === '') return null;
  try {
    const parts = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).formatToParts(at);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  } catch {
    return null;
  }
}
