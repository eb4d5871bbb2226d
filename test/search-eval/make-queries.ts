/** Labelled questions about made-up customers, of every kind that a representative types. */
import { foldText } from '#shared/customer/normalise.ts';
import type { MadeCustomer } from './make-customers.ts';
import { NICKNAME_PAIRS } from './nickname-pairs.ts';
import { type Random, randomOf } from './random.ts';

export type QueryFilter = { region?: number; status?: number; flag?: number; since?: [number, number] };
export type Query = { text: string; filter?: QueryFilter; id?: number | string | null; kind: string };

type Maker = (customer: MadeCustomer, random: Random) => Omit<Query, 'kind' | 'id'> | null;

const HOSTILE = [
  'a'.repeat(10_000),
  'a',
  'a b c d e f',
  'e',
  '0',
  '1 2 3 4 5 6',
  '0000000000000000000000',
  '!"§$%&/()=?`´*+~#\'-_.:,;<>|',
  '" OR 1=1 --',
  'NEAR(a b)',
  '😀😀😀😀',
  '%%%%',
  'x'.repeat(199),
  'ab ab ab ab ab ab ab ab ab ab',
  '@.',
  'aaaaaaaa bbbbbbbb cccccccc dddddddd',
];

const MAKERS: Record<string, Maker> = {
  full_name: ({ first, last }) => ({ text: `${first} ${last}` }),
  swapped: ({ first, last }) => ({ text: `${last}, ${first}` }),
  prefix3: ({ last }) => ({ text: last.slice(0, 3) }),
  two_prefixes: ({ first, last }) => ({ text: `${first.slice(0, 2)} ${last.slice(0, 4)}` }),
  typo: ({ first, last, postcode }, random) =>
    withTypo(last, random, (name) => `${first} ${name} ${postcode}`),
  typo_first: ({ first, last, postcode }, random) =>
    withTypo(first, random, (name) => `${name} ${last} ${postcode}`),
  transposed: ({ first, last, city, phone1 }, random) =>
    transposed(last, random, (name) => `${first} ${name} ${city} ${digits(phone1).slice(-4)}`),
  swapped_typo: ({ first, last, postcode }, random) =>
    withTypo(last, random, (name) => `${name} ${first} ${postcode}`),
  nickname: ({ first, last, postcode }, random) => {
    const names = NICKNAME_PAIRS.get(foldText(first));
    return names ? { text: `${random.pick(names)} ${last} ${postcode}` } : null;
  },
  diacritics: ({ first, last, postcode }) => {
    const folded = foldText(`${first} ${last}`);
    return folded === `${first} ${last}`.toLowerCase() ? null : { text: `${folded} ${postcode}` };
  },
  company: ({ company, city }) => (company ? { text: `${company} ${city}` } : null),
  phone_full: ({ phone1 }) => ({ text: phone1 }),
  phone_national: ({ phone1 }) => ({ text: `0${digits(phone1.replace(/^\S+ /, ''))}` }),
  phone_prefix: ({ phone1, last }) => ({
    text: `${last} 0${digits(phone1.replace(/^\S+ /, '')).slice(0, 6)}`,
  }),
  phone_last4: ({ phone1, last }) => ({ text: `${last} ${digits(phone1).slice(-4)}` }),
  phone_last4_alone: ({ phone1 }) => ({ text: digits(phone1).slice(-4) }),
  phone_last7: ({ phone2 }) => (phone2 ? { text: digits(phone2).slice(-7) } : null),
  email_full: ({ email }) => (email ? { text: email } : null),
  email_half: ({ email, city }) => (email ? { text: `${email.split('@')[0]} ${city}` } : null),
  email_domain: ({ email, first, last }) =>
    email ? { text: `${first} ${last} @${email.split('@')[1]}` } : null,
  city_last: ({ city, last, first }) => ({ text: `${last} ${city} ${first.slice(0, 1)}` }),
  postcode: ({ postcode, last }) => ({ text: `${postcode} ${last}` }),
  customer_no: ({ customer_no }) => ({ text: customer_no }),
  customer_no_end: ({ customer_no }) => ({ text: customer_no.slice(-6) }),
  alt_id: ({ alt_id }) => (alt_id ? { text: alt_id } : null),
  order_no: ({ orders }) => (orders[0] ? { text: orders[0] } : null),
  order_end: ({ orders }) => (orders[0] ? { text: orders[0].slice(-7) } : null),
  other_script: ({ first, last, postcode }) =>
    /[^\p{Script=Latin}’ -]/u.test(last) ? { text: `${last} ${first} ${postcode}` } : null,
  filter_text: ({ last, postcode, region, status }) => ({
    text: `${last} ${postcode}`,
    filter: { region, status },
  }),
};
const UNLABELLED: Record<string, Maker> = {
  prefix1: ({ last }) => ({ text: last.slice(0, 1) }),
  prefix2: ({ last }) => ({ text: last.slice(0, 2) }),
  filter_only: ({ region, since }) => ({ text: '', filter: { region, since: [since - 200, since + 200] } }),
  filter_flags: (_, random) => ({ text: '', filter: { flag: random.below(8), status: 1 } }),
  filter_prefix: ({ last, region }) => ({ text: last.slice(0, 1), filter: { region } }),
  no_hit: (_, random) => ({ text: `zq${random.digits(1)}xv wq${random.digits(2)}k` }),
  hostile: (_, random) => ({ text: random.pick(HOSTILE) }),
};

/** So many questions of each kind, about customers drawn from those given. */
export function makeQueries(customers: readonly MadeCustomer[], each: number, seed: number): Query[] {
  const random = randomOf(seed + 1);
  const of = (kind: string, make: Maker, labelled: boolean): Query[] => {
    const queries: Query[] = [];
    for (let tries = 0; queries.length < each && tries < each * 200; tries += 1) {
      const customer = random.pick(customers);
      const made = make(customer, random);
      if (made) queries.push({ ...made, kind, ...(labelled ? { id: customer.id } : {}) });
    }
    return queries;
  };
  return [
    ...Object.entries(MAKERS).flatMap(([kind, make]) => of(kind, make, true)),
    ...Object.entries(UNLABELLED).flatMap(([kind, make]) => of(kind, make, false)),
  ];
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

/** One letter more, less or other, in a name of four letters or more. */
function withTypo(name: string, random: Random, write: (name: string) => string) {
  const letters = [...name];
  if (letters.length < 4) return null;
  const at = random.below(letters.length);
  const other = random.pick([...'aeionrstlm']);
  const how = random.below(3);
  letters.splice(at, how === 0 ? 0 : 1, ...(how === 1 ? [] : [other]));
  return { text: write(letters.join('')) };
}

function transposed(name: string, random: Random, write: (name: string) => string) {
  const letters = [...name];
  const at = random.below(letters.length - 1);
  const [a, b] = [letters[at], letters[at + 1]];
  if (letters.length < 4 || !a || !b || a === b) return null;
  letters.splice(at, 2, b, a);
  return { text: write(letters.join('')) };
}
