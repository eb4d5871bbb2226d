/**
 * What the server can do with its own keys. Guards that no other part sees a key.
 */
import { createHash, createHmac, createPublicKey, sign } from 'node:crypto';
import { join } from 'node:path';
import { emailForms } from '#shared/customer/normalise.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Sql } from '../db/pool.ts';
import { openKeys } from './keys.ts';
import { unseal } from './unseal.ts';

/** What a person is known by. */
export type Person = Pick<Customer, 'emails' | 'phones' | 'externalId' | 'identifiers'>;

/** What another system calls a person. */
export type PersonName = { number: string } | { externalId: string };

export type Privacy = {
  /** Keyed hash of a customer's id: what is kept of a person who was forgotten. */
  subjectOf(customerId: string): string;
  /** Keyed hashes of what an import would know the person by. */
  hashesOf(person: Person): string[];
  /** Keyed hash of what another system calls the person; that of an external id is among those of `hashesOf`. */
  hashOfName(name: PersonName): string;
  /** Base64 Ed25519 signature. */
  sign(text: string): string;
  /** SPKI, PEM. */
  signingKey: string;
  /** Raw X25519 public key, base64. */
  sealingKey: string;
  /** What a desk sealed for this context; null when it does not open. */
  unseal(sealed: string, context: string): string | null;
  /** Says which key made a hash, and nothing else. */
  fingerprint: string;
  ledgerFile: string;
};

/** Opens the keys in the folder, or makes them. */
export async function openPrivacy(folder: string): Promise<Privacy> {
  const { hashing, signing, sealing } = await openKeys(folder);
  const hash = (text: string) => createHmac('sha256', hashing).update(text).digest('hex');
  const spki = { type: 'spki', format: 'der' } as const;
  return {
    subjectOf: (id) => hash(`customer ${id.toLowerCase()}`),
    hashesOf: ({ emails, phones, externalId, identifiers }) => {
      const texts = [
        ...emails.flatMap(({ address }) => emailForms(address).map((form) => `email ${form}`)),
        ...phones.map(({ e164, number }) => `phone ${e164 || number.replace(/\D/gu, '')}`),
        ...identifiers.filter(({ kind }) => kind === 'external').map(({ value }) => `external ${value}`),
        ...(externalId === null ? [] : [`external ${externalId}`]),
      ];
      return [...new Set(texts)].map(hash);
    },
    hashOfName: (name) => hash('number' in name ? `number ${name.number}` : `external ${name.externalId}`),
    sign: (text) => sign(null, Buffer.from(text), signing).toString('base64'),
    signingKey: createPublicKey(signing).export({ type: 'spki', format: 'pem' }).toString(),
    // The last 32 bytes of the DER form are the raw key (RFC 8410).
    sealingKey: createPublicKey(sealing).export(spki).subarray(-32).toString('base64'),
    unseal: (sealed, context) => unseal(sealing, sealed, context),
    fingerprint: createHash('sha256')
      .update('callbook privacy key 1')
      .update(hashing)
      .digest('hex')
      .slice(0, 32),
    ledgerFile: join(folder, 'erasure-ledger.jsonl'),
  };
}

/**
 * Throws when the hashes in this database were made with another key: nobody who was forgotten would be recognised.
 */
export async function requireSameKey(sql: Sql, { fingerprint }: Privacy): Promise<void> {
  await sql.query('INSERT INTO privacy_key (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING', [fingerprint]);
  const { rows } = await sql.query<{ fingerprint: string }>('SELECT fingerprint FROM privacy_key');
  if (rows[0]?.fingerprint !== fingerprint)
    throw new Error('PRIVACY_DIR holds other keys than those this database was used with.');
}
