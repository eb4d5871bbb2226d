/** What tests of requests and of erasure share: requests as a desk sends them, and a person full of marks. */
import { randomUUID } from 'node:crypto';
import { newAddress, newEmail, newPhone } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { RequestPayload } from '#shared/request/schema.ts';
import type { PushRow } from '#shared/sync/protocol.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import { photoWith } from './photo.ts';

/** Begins with letters that nothing else has, so that a part of it is found as well (index terms share beginnings). */
export const MARK = 'QZXJ';

let marks = 0;
/** A text that is only this field's. */
export function marked(field: string): string {
  marks += 1;
  return `${MARK}${marks}${field}`;
}

export const FORGET: Extract<RequestPayload, { kind: 'forget' }> = {
  kind: 'forget',
  reason: 'consentWithdrawn',
  requester: 'person',
  regime: 'gdpr',
  receivedAt: '2026-01-31T10:00:00.000Z',
  checks: ['callBack'],
};

/** A request as a desk pushes it. */
export function requestRow(
  customerId: string,
  payload: RequestPayload = FORGET,
  createdAt = new Date().toISOString(),
): PushRow {
  const id = randomUUID();
  return { mutationId: randomUUID(), base: null, doc: { id, customerId, payload, createdAt } };
}

/** Every editable field of a person, marked. */
export function markedPerson(): Partial<Customer> {
  const at = '2026-01-01T00:00:00.000Z';
  const verified = { at, by: marked('Verifier'), method: 'call' as const };
  return {
    prefix: marked('Prefix'),
    given: marked('Given'),
    middle: marked('Middle'),
    family: marked('Family'),
    suffix: marked('Suf'),
    preferredName: marked('Preferred'),
    photo: photoWith(marked('Photo')),
    organisation: marked('Organisation'),
    emails: [
      newEmail({
        id: randomUUID(),
        address: `${marked('mail')}@example.com`,
        label: marked('Label'),
        primary: true,
        verified,
        source: marked('Source'),
      }),
    ],
    phones: [
      newPhone({ id: randomUUID(), number: '+1 201 555 0123', label: marked('Phone'), primary: true }),
    ],
    addresses: [
      newAddress({
        id: randomUUID(),
        nickname: marked('Nick'),
        lines: [marked('Line')],
        city: marked('City'),
        region: marked('Region'),
        postcode: '07030',
        country: 'US',
        primary: true,
      }),
    ],
    identifiers: [
      {
        id: randomUUID(),
        kind: 'alternate',
        system: marked('System'),
        value: marked('Value'),
        primary: true,
        contested: false,
      },
    ],
    knownIssues: [{ id: randomUUID(), text: marked('Issue'), severity: 'info', reviewAt: null }],
    preferences: [
      {
        id: randomUUID(),
        kind: 'addressName',
        purpose: 'any',
        value: marked('Preference'),
        reason: '',
        consentId: '',
        validTo: null,
      },
    ],
    consents: [
      {
        id: randomUUID(),
        purpose: 'marketing',
        channel: 'any',
        action: 'grant',
        at,
        source: marked('Source'),
        wording: marked('Wording'),
        proof: marked('Proof'),
        by: marked('By'),
        takesBack: [],
      },
    ],
  };
}

/** The tables of a database in which the text stands in a live row, whatever the case. */
export async function tablesWith(pool: Pool, text: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await pool.query(`SELECT FROM "${name}" t WHERE t::text ILIKE $1 LIMIT 1`, [
      `%${text}%`,
    ]);
    if (rowCount) found.push(name);
  }
  return found;
}
