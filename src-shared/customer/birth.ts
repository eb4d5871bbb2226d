/** Dates of birth. Days are calendar days; `today` is that of the desk, as `YYYY-MM-DD`. Pure. */
import type { Birth } from './person.ts';

export type BirthIssue = 'date' | 'future' | 'tooOld' | 'underAge';

/** Beyond the oldest person ever known (122 years); more is a slip of the finger. */
const OLDEST = 120;
/** A leap year, so that 29 February may stand where the year is not known. */
const ANY_YEAR = 2000;

/** Years since birth; null where the year is not known. */
export function ageOn(birth: Birth, today: string): number | null {
  if (birth.year === null) return null;
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const hadBirthday = month > birth.month || (month === birth.month && day >= birth.day);
  return year - birth.year - (hadBirthday ? 0 : 1);
}

/** Why the date cannot be that of a customer; null when it can. */
export function birthIssue(birth: Birth, minimumAge: number, today: string): BirthIssue | null {
  if (!isDay(birth)) return 'date';
  const age = ageOn(birth, today);
  if (age === null) return null;
  if (age < 0) return 'future';
  if (age > OLDEST) return 'tooOld';
  return age < minimumAge ? 'underAge' : null;
}

/** True for a day that the calendar has. */
function isDay({ year, month, day }: Birth): boolean {
  if (![year ?? ANY_YEAR, month, day].every(Number.isInteger)) return false;
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year ?? ANY_YEAR, month - 1, day);
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
