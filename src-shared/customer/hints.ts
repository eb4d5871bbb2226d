/**
 * What looks odd in a customer and may be right all the same. A hint is shown beside its field and keeps nothing from
 * being saved; what does is for `validate.ts` to say.
 */

import { isCurrent } from './address-book.ts';
import { looksLikePostcode } from './address-format.ts';
import { isImpossiblePhone, phoneCountry, readPhone } from './phone.ts';
import type { CustomerEditable } from './schema.ts';

export type HintCode = 'phoneUnusual' | 'phoneImpossible' | 'phoneNoCountry' | 'postcode' | 'emailTypo';
/** `suggestion` is what may have been meant; '' where nothing is known. */
export type Hint = { path: string; code: HintCode; suggestion: string };

/** Domains of which a slip of one letter is more likely than another domain. */
const COMMON_DOMAINS = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  't-online.de',
  'orange.fr',
  'libero.it',
  'btinternet.com',
];

/** All hints, with the paths that issues have. `deskCountry` reads numbers where the customer has no address. */
export function hintsFor(customer: CustomerEditable, deskCountry: string): Hint[] {
  const country = phoneCountry(customer, deskCountry);
  const known = phoneCountry(customer, '');
  return [
    ...customer.emails.flatMap(({ address }, at) => emailHint(address, `emails.${at}.address`)),
    ...customer.phones.flatMap(({ number }, at) =>
      phoneHint(number, { country, known }, `phones.${at}.number`),
    ),
    ...customer.addresses.flatMap((address, at) => {
      const odd = isCurrent(address) && !looksLikePostcode(address.postcode, address.country);
      return odd ? [{ path: `addresses.${at}.postcode`, code: 'postcode' as const, suggestion: '' }] : [];
    }),
  ];
}

function emailHint(address: string, path: string): Hint[] {
  const at = address.lastIndexOf('@');
  const domain = address
    .slice(at + 1)
    .trim()
    .toLowerCase();
  if (at < 1 || COMMON_DOMAINS.includes(domain)) return [];
  const meant = COMMON_DOMAINS.find((common) => isOneSlipAway(domain, common));
  if (meant === undefined) return [];
  return [{ path, code: 'emailTypo', suggestion: `${address.slice(0, at + 1).trim()}${meant}` }];
}

function phoneHint(
  number: string,
  { country, known }: Record<'country' | 'known', string>,
  path: string,
): Hint[] {
  if (number.trim() === '') return [];
  if (isImpossiblePhone(number, known)) return [{ path, code: 'phoneImpossible', suggestion: '' }];
  const { hint } = readPhone(number, country);
  if (hint === null) return [];
  return [{ path, code: hint === 'unusual' ? 'phoneUnusual' : 'phoneNoCountry', suggestion: '' }];
}

/** One letter more, less or other, or two neighbours swapped. */
function isOneSlipAway(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  const from = [...short].findIndex((letter, at) => letter !== long[at]);
  const at = from < 0 ? short.length : from;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  const isOther = short.slice(at + 1) === long.slice(at + 1);
  const isSwapped =
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
  return isOther || isSwapped;
}
