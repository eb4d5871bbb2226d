/** Customers of about 1 KB, the same for every candidate and every run: made from their number alone. */

import type { CustomerDoc } from '#main/store/schemas.ts';

const FAMILIES = ['Nowak', 'García', 'Müller', 'Okafor', 'Lindqvist', 'Haddad', 'Rossi', 'Tanaka', 'O’Brien'];
const GIVEN = ['Ada', 'Björn', 'Chiara', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jun'];
const CITIES = ['Oldenburg', 'Lyon', 'Porto', 'Tampere', 'Graz', 'Leeds', 'Utrecht', 'Vilnius'];
const STREETS = ['High Street', 'Rue du Lac', 'Bahnhofstraße', 'Via Roma', 'Strandvägen'];
const POINT = { verified: null, doNotUse: false, shared: false };
const PLACE = {
  region: '',
  types: ['home' as const],
  primaryFor: [],
  replaces: '' as const,
  closedAt: null,
};
const FIRST_DAY = Date.UTC(2020, 0, 1);

/** The customer with this number. Every tenth waits to be sent, as the indexed query asks. */
export function customerAt(at: number): CustomerDoc {
  const pick = (list: readonly string[], salt: number) => list[mix(at, salt) % list.length] ?? '';
  const family = `${pick(FAMILIES, 1)}${(mix(at, 2) % 4000).toString(36)}`;
  const given = pick(GIVEN, 3);
  const time = new Date(FIRST_DAY + at * 60_000).toISOString();
  return {
    id: idAt(at),
    rev: `${at}`,
    mutationId: idAt(at + 0x40000000),
    scope: [pick(['north', 'south', 'east', 'west'], 4)],
    updatedAt: time,
    updatedBy: idAt(mix(at, 5) % 50),
    pendingSince: at % 10 === 0 ? time : '',
    number: `C-${String(at).padStart(8, '0')}`,
    kind: 'person',
    status: 'active',
    flags: [],
    region: pick(['north', 'south', 'east', 'west'], 4),
    teamId: idAt(mix(at, 6) % 20),
    customerSince: time.slice(0, 10),
    timeZone: 'Europe/Berlin',
    externalId: at % 3 === 0 ? `X${mix(at, 7)}` : null,
    prefix: '',
    given,
    family,
    organisation: at % 4 === 0 ? `${family} & ${pick(FAMILIES, 8)} Ltd` : '',
    language: 'de',
    emails: [1, 2].map((kind) => ({
      ...POINT,
      id: idAt(at * 4 + kind),
      label: kind === 1 ? 'work' : 'home',
      primary: kind === 1,
      address: `${given}.${family}${kind}@${pick(CITIES, 9)}.example`.toLowerCase(),
    })),
    phones: [0, 1].map((kind) => ({
      ...POINT,
      e164: '',
      id: idAt(at * 4 + kind + 0x20000000),
      label: kind === 0 ? 'work' : 'mobile',
      primary: kind === 0,
      number: `+49 ${30 + kind} ${mix(at, 10 + kind)}`,
    })),
    addresses: [
      {
        id: idAt(at + 0x10000000),
        nickname: '',
        primary: true,
        lines: [`${pick(STREETS, 12)} ${mix(at, 13) % 200}`],
        city: pick(CITIES, 14),
        postcode: String(10_000 + (mix(at, 15) % 80_000)),
        country: 'DE',
        ...PLACE,
      },
    ],
  } as unknown as CustomerDoc;
}

/** A UUIDv7 whose clock is the number: ids of a real first sync come in about this order. */
export function idAt(at: number): string {
  const clock = (FIRST_DAY + at * 60_000).toString(16).padStart(12, '0');
  const tail = `${mix(at, 20).toString(16).padStart(8, '0')}${mix(at, 21).toString(16).padStart(8, '0')}`;
  return `${clock.slice(0, 8)}-${clock.slice(8)}-7${tail.slice(0, 3)}-a${tail.slice(3, 6)}-${tail.slice(4)}`;
}

/** Well spread and always the same (the finaliser of MurmurHash3). */
export function mix(at: number, salt: number): number {
  let value = Math.imul(at ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
