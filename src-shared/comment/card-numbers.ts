/**
 * Payment card numbers in free text, which must not be kept (PCI DSS 3.2). Finds every run of 13 to 19 digits, of
 * any script and with any spacing, that begins like a card, has its length and passes the Luhn check.
 *
 * Few false alarms: a number begins and ends where a group of digits does, what is written after a `+` or `00` as
 * phone numbers are is none, and a comma, a letter or a bracket ends it.
 */
export type TextRange = { start: number; end: number };

type Group = { digits: string; start: number; end: number; isDialled: boolean };
type Issuer = { from: number; to: number; lengths: readonly number[] };

/** First and last prefix, and lengths (ISO/IEC 7812 ranges as the schemes publish them). */
const ISSUERS: readonly Issuer[] = [
  { from: 4, to: 4, lengths: [13, 16, 19] }, // Visa
  { from: 51, to: 55, lengths: [16] }, // Mastercard
  { from: 2221, to: 2720, lengths: [16] },
  { from: 34, to: 34, lengths: [15] }, // American Express
  { from: 37, to: 37, lengths: [15] },
  { from: 300, to: 305, lengths: [14, 16, 17, 18, 19] }, // Diners Club
  { from: 36, to: 36, lengths: [14, 16, 17, 18, 19] },
  { from: 38, to: 39, lengths: [14, 16, 17, 18, 19] },
  { from: 6011, to: 6011, lengths: [16, 17, 18, 19] }, // Discover
  { from: 644, to: 659, lengths: [16, 17, 18, 19] },
  { from: 3528, to: 3589, lengths: [16, 17, 18, 19] }, // JCB
  { from: 62, to: 62, lengths: [16, 17, 18, 19] }, // UnionPay
  { from: 2200, to: 2204, lengths: [16, 17, 18, 19] }, // Mir
  { from: 81, to: 82, lengths: [16] }, // RuPay
  { from: 508, to: 508, lengths: [16] },
  ...[5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763].map((prefix) => ({
    from: prefix,
    to: prefix,
    lengths: [13, 14, 15, 16, 17, 18, 19],
  })), // Maestro
];

const DIGITS = /\p{Nd}+/gu;
/** What people put between the groups of one number: spaces of all kinds, dashes, dots, slashes, up to three. */
const BETWEEN = /^[\s\p{Pd}\p{Cf}._/·]{1,3}$/u;
const SHORTEST = 13;
const LONGEST = 19;
/** Longer than any phone number (ITU-T E.164). */
const LONGER_THAN_PHONE = 16;

/** Where card numbers stand in the text, in order and apart. */
export function findCardNumbers(text: string): TextRange[] {
  return runsOf(text).flatMap(cardsIn);
}

/** True when the text holds a card number. */
export function hasCardNumber(text: string): boolean {
  return findCardNumbers(text).length > 0;
}

/** The text with the digits of card numbers replaced by `•`, all but the last four. */
export function maskCardNumbers(text: string): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of findCardNumbers(text)) {
    masked += text.slice(at, start) + maskDigits(text.slice(start, end));
    at = end;
  }
  return masked + text.slice(at);
}

function maskDigits(number: string): string {
  let left = [...number.matchAll(/\p{Nd}/gu)].length - 4;
  return number.replace(/\p{Nd}/gu, (digit) => (left-- > 0 ? '•' : digit));
}

/** The groups of digits of the text, those that may be one number together. */
function runsOf(text: string): Group[][] {
  const runs: Group[][] = [];
  let last: Group | undefined;
  for (const match of text.matchAll(DIGITS)) {
    const [found] = match;
    const start = match.index;
    const goesOn = last !== undefined && BETWEEN.test(text.slice(last.end, start));
    const isDialled = text[start - 1] === '+' || (goesOn && last?.digits === '00');
    const group = { digits: asciiDigits(found), start, end: start + found.length, isDialled };
    if (goesOn) runs.at(-1)?.push(group);
    else runs.push([group]);
    last = group;
  }
  return runs;
}

/** The card numbers of a run: the first that begins at each group, none inside another. */
function cardsIn(run: Group[]): TextRange[] {
  const found: TextRange[] = [];
  for (let first = 0; first < run.length; first++) {
    const last = endOfCard(run, first);
    if (last === null) continue;
    found.push({ start: run[first]?.start ?? 0, end: run[last]?.end ?? 0 });
    first = last;
  }
  return found;
}

function endOfCard(run: Group[], first: number): number | null {
  let digits = '';
  for (let last = first; last < run.length; last++) {
    digits += run[last]?.digits ?? '';
    if (digits.length > LONGEST) return null;
    const isPhone = run[first]?.isDialled === true && digits.length < LONGER_THAN_PHONE;
    if (digits.length >= SHORTEST && !isPhone && isCard(digits)) return last;
  }
  return null;
}

function isCard(digits: string): boolean {
  const isIssued = ISSUERS.some(({ from, to, lengths }) => {
    const prefix = Number(digits.slice(0, String(from).length));
    return prefix >= from && prefix <= to && lengths.includes(digits.length);
  });
  return isIssued && passesLuhn(digits);
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Digits of any script as ASCII: Unicode keeps the ten of a script in a row. */
function asciiDigits(digits: string): string {
  return [...digits.normalize('NFKD')]
    .map((digit) => (/[0-9]/u.test(digit) ? digit : digitValue(digit)))
    .join('');
}

function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
