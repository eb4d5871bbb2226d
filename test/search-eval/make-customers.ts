/** Made-up customers in the form that `npm run search:eval` reads, one after the other. */
import { foldText } from '#shared/customer/normalise.ts';
import { LOCALES, type Locale } from './locales.ts';
import { type Random, randomOf } from './random.ts';

export type MadeCustomer = {
  id: number;
  customer_no: string;
  alt_id: string | null;
  first: string;
  last: string;
  company: string | null;
  email: string | null;
  phone1: string;
  phone2: string | null;
  street: string;
  postcode: string;
  city: string;
  region: number;
  status: number;
  since: number;
  flags: number;
  last_contact: number;
  orders: string[];
};

const RARE_NAME = 0.55;
const REGIONS = 20;
/** Days since 1970: customers since 2000, contacts until the end of 2025. */
const [FIRST_DAY, LAST_DAY] = [10_957, 20_453];
const MAILS = [
  'gmail.com',
  'outlook.com',
  'web.de',
  'yahoo.fr',
  'gmx.de',
  'icloud.com',
  'proton.me',
  'seznam.example',
];
const COMPANIES = [
  'Logistics',
  'Bau GmbH',
  'Foods',
  'Energy',
  'Medical',
  'Transports',
  'Software',
  'Garden',
  'Print & Co',
];
const STREETS = ['High Street', 'Bahnhofstraße', 'Rue du Lac', 'Calle Mayor', 'ul. Polna', 'Atatürk Caddesi'];
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** So many customers, the same for every seed. */
export function* makeCustomers(count: number, seed: number): Generator<MadeCustomer> {
  const random = randomOf(seed);
  const locales = LOCALES.flatMap((locale) => Array.from({ length: locale.share }, () => locale));
  for (let id = 1; id <= count; id += 1) yield makeCustomer(id, random.pick(locales), random);
}

function makeCustomer(id: number, locale: Locale, random: Random): MadeCustomer {
  const first = random.skewed(locale.given);
  const last = familyName(locale, random);
  const company = random.chance(0.2) ? `${last} ${random.pick(COMPANIES)}` : null;
  const since = FIRST_DAY + random.below(LAST_DAY - FIRST_DAY);
  return {
    id,
    customer_no: `C-${String(100_000 + id * 7 + random.below(7)).padStart(8, '0')}`,
    alt_id: random.chance(0.6)
      ? `${random.pick([...LETTERS])}${random.pick([...LETTERS])}${random.digits(7)}`
      : null,
    first,
    last,
    company,
    email: random.chance(0.85) ? email(first, last, company, random) : null,
    phone1: filled(locale.phone, random),
    phone2: random.chance(0.5) ? filled(locale.phone, random) : null,
    street: `${random.pick(STREETS)} ${1 + random.below(180)}`,
    postcode: filled(locale.postcode, random),
    city: random.skewed(locale.cities),
    region: Math.floor(REGIONS * random.next() ** 2),
    status: random.chance(0.8) ? 1 : random.below(4),
    since,
    flags: Array.from({ length: 8 }, (_, bit) => (random.chance(0.02 * (bit + 1)) ? 1 << bit : 0)).reduce(
      (a, b) => a | b,
    ),
    last_contact: random.chance(0.7) ? since + random.below(LAST_DAY - since + 1) : 0,
    orders: Array.from({ length: random.below(4) }, () => `SO-${random.digits(8)}`),
  };
}

/** The frequent names, and some hundred thousand made of syllables. */
function familyName(locale: Locale, random: Random): string {
  if (!random.chance(RARE_NAME)) return random.skewed(locale.family);
  const middle = random.chance(0.5) ? random.skewed(locale.tails) : '';
  const name = random.skewed(locale.heads) + middle + random.skewed(locale.tails);
  return random.chance(0.04) ? `${name}-${random.skewed(locale.family)}` : name;
}

function email(first: string, last: string, company: string | null, random: Random): string {
  const fold = (text: string) => foldText(text).replace(/[^a-z0-9]+/g, '') || `user${random.digits(5)}`;
  const name = random.pick([
    `${fold(first)}.${fold(last)}`,
    `${fold(first).slice(0, 1)}${fold(last)}`,
    `${fold(last)}${random.digits(2)}`,
    `${fold(first)}_${fold(last)}${random.digits(2)}`,
  ]);
  return `${name}@${company ? `${fold(last)}.example` : random.skewed(MAILS)}`;
}

function filled(pattern: string, random: Random): string {
  return pattern.replace(/[#9A]/g, (sign) => (sign === 'A' ? random.pick([...LETTERS]) : random.digits(1)));
}
