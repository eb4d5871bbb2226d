/** One customer of the demo. Customer n is the same on every machine and whatever the number of others. */

import type { Account } from '#shared/customer/account.ts';
import { scopeOf } from '#shared/customer/placement.ts';
import { type Customer, emptyProfile } from '#shared/customer/schema.ts';
import { demoAddresses, demoEmails, demoPhones } from './demo-contact-points.ts';
import { DEMO_TEAMS, LAST_DAY } from './demo-teams.ts';
import { PLACES, type Place } from './places.ts';
import { type Random, random } from './random.ts';

const SEED = 2026;
const FIRST_NUMBER = 100_001;
const DAY_MS = 86_400_000;
const LONGEST_DAYS = 4000;
const FIRMS = ['Nordwind', 'Blue Harbour', 'Café Lumière', 'Żabka Serwis', 'Kjær & Søn', 'Lotus', 'Öko-Bau'];
const FORMS = ['GmbH', 'Ltd', 'SARL', 'S.L.', 'sp. z o.o.', 'ApS', 'Inc.', 'AG'];

/** The customer with this index, from 0. */
export function demoCustomer(index: number): Customer {
  const chance = random(SEED, index);
  const place = placeFor(chance.int(100));
  const team = chance.pick(DEMO_TEAMS);
  const names = namesFor(chance, place);
  const scoped = { region: team.region, teamId: chance.chance(90) ? team.id : null };
  return {
    id: chance.uuid(),
    rev: `1-${chance.hex(8)}`,
    mutationId: chance.uuid(),
    scope: scopeOf(scoped),
    updatedAt: new Date(LAST_DAY - chance.int(400 * DAY_MS)).toISOString(),
    updatedBy: 'import',
    number: `C-${FIRST_NUMBER + index}`,
    ...scoped,
    ...names,
    customerSince: new Date(LAST_DAY - chance.int(LONGEST_DAYS) * DAY_MS).toISOString().slice(0, 10),
    timeZone: chance.chance(95) ? place.timeZone : '',
    flags: flagsFor(chance),
    externalId: chance.chance(60) ? `CRM-${String(index).padStart(7, '0')}` : null,
    language: chance.chance(90) ? place.language : '',
    status: statusFor(chance.int(1000)),
    emails: demoEmails(chance, names, index),
    phones: demoPhones(chance, place),
    addresses: demoAddresses(chance, place),
    temporaryNumber: '',
    account: accountOf(index),
    ...emptyProfile(),
  };
}

const ACCOUNT_STATES = ['enabled', 'enabled', 'locked', 'disabled'] as const;

/** Every third customer has an account; by the index alone, so that nobody else of the demo changes with it. */
function accountOf(index: number): Account | null {
  if (index % 3 !== 0) return null;
  const chance = random(SEED + 1, index);
  const state = ACCOUNT_STATES[Math.floor(index / 3) % ACCOUNT_STATES.length] ?? 'enabled';
  const daysAgo = (days: number) => new Date(LAST_DAY - chance.int(days) * DAY_MS).toISOString();
  return {
    state,
    lastLoginAt: daysAgo(90),
    lastFailedAt: state === 'locked' ? daysAgo(5) : null,
    passwordChangedAt: daysAgo(700),
    passwordExpired: chance.chance(10),
    logonId: `customer${FIRST_NUMBER + index}`,
    registeredAt: daysAgo(2000),
    asOf: new Date(LAST_DAY).toISOString(),
  };
}

/** The place of a percentile. */
function placeFor(percentile: number): Place {
  let below = 0;
  const found = PLACES.find(({ share }) => {
    below += share;
    return percentile < below;
  });
  if (!found) throw new Error('The shares of the places do not add up to 100.');
  return found;
}

type Names = Pick<Customer, 'kind' | 'prefix' | 'given' | 'family' | 'organisation'>;

function namesFor(chance: Random, place: Place): Names {
  const kind = chance.pick([
    'person',
    'person',
    'person',
    'person',
    'businessContact',
    'organisation',
  ] as const);
  const organisation = kind === 'person' ? '' : `${chance.pick(FIRMS)} ${chance.pick(FORMS)}`;
  if (kind === 'organisation') return { kind, prefix: '', given: '', family: '', organisation };
  const given = several(chance, place.given, place.numberFirst ? ' ' : '-', 15);
  const family = several(chance, place.family, '-', 20);
  return { kind, prefix: chance.pick(place.prefixes), given, family, organisation };
}

/** One name, or in some cases two, so that not too many people are called the same. */
function several(chance: Random, names: readonly string[], joint: string, percent: number): string {
  const [first, second] = [chance.pick(names), chance.pick(names)];
  const single = first === second || /[^\p{L}]/u.test(first + second) || !chance.chance(percent);
  return single ? first : `${first}${joint}${second}`;
}

function flagsFor(chance: Random): Customer['flags'] {
  const odds: [Customer['flags'][number], number][] = [
    ['vip', 4],
    ['fraudWatch', 1],
    ['deceased', 0.5],
    ['doNotServe', 0.5],
    ['doNotCall', 3],
  ];
  return odds.flatMap(([flag, percent]) => (chance.chance(percent) ? [flag] : []));
}

function statusFor(permille: number): Customer['status'] {
  if (permille < 780) return 'active';
  if (permille < 890) return 'prospect';
  return permille < 990 ? 'inactive' : 'restricted';
}
