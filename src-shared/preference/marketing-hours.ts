/**
 * When people may be called for marketing, where a country is stricter than the calling hours of everywhere (`decide.ts`). Only what
 * could be read in the source is here; public holidays are not known, and neither is what a province or a state adds.
 *
 * Sources, as of November 2026
 * - AU: Telecommunications (Telemarketing and Research Calls) Industry Standard 2017.
 * - CA: CRTC Unsolicited Telecommunications Rules, part III (9:00 to 21:30, and 10:00 to 18:00 on Saturday and Sunday).
 * - ES: Real Decreto Legislativo 1/2007, art. 96.2.
 * - FR: Code de la consommation, art. D. 223-9 (décret 2022-1313).
 * - IT: Codice di condotta telemarketing e teleselling, Garante per la protezione dei dati personali, 2024.
 * - ZA: Consumer Protection Act 68 of 2008, section 12, and the notice on prohibited times for contacting consumers.
 */
import { dayIn, isInside, minuteIn, parseWindow, type Window } from './local-time.ts';

type Hours = { weekdays: readonly Window[]; saturday: readonly Window[]; sunday: readonly Window[] };

const HOURS: Readonly<Record<string, Hours>> = {
  AU: hours('09:00-20:00', '09:00-17:00'),
  CA: hours('09:00-21:30', '10:00-18:00', '10:00-18:00'),
  ES: hours('09:00-21:00'),
  FR: hours('10:00-13:00 14:00-20:00'),
  IT: hours('09:00-20:00', '10:00-19:00'),
  ZA: hours('08:00-20:00', '09:00-13:00'),
};

function hours(weekdays: string, saturday = '', sunday = ''): Hours {
  const windows = (text: string) => text.split(' ').flatMap((one) => parseWindow(one) ?? []);
  return { weekdays: windows(weekdays), saturday: windows(saturday), sunday: windows(sunday) };
}

/** True when nobody in that country may be called for marketing at an instant, in a zone of it. */
export function isOutsideMarketingHours(country: string, zone: string, at: Date): boolean {
  const known = HOURS[country];
  if (!known) return false;
  const day = dayIn(zone, at);
  const windows = day === 'Sat' ? known.saturday : day === 'Sun' ? known.sunday : known.weekdays;
  return !windows.some((window) => isInside(window, minuteIn(zone, at)));
}
