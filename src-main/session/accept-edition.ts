/**
 * The edition that comes with the description of the user.
 *
 * Invariants
 * - Only what the vendor signed is taken, and nothing older than what was taken before; otherwise the last good one stays.
 * - Whose key that is, the installation says; where it says nothing, the first key that came is kept for good.
 */
import { createPublicKey, verify } from 'node:crypto';
import { readEdition, type SignedEdition } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

const PINNED_KEY = 'editionKey';

/** The user with the edition that holds. `known` is the user as last taken; `key` that of the installation, SPKI, base64. */
export async function withGoodEdition(
  database: DeskDatabase,
  fresh: Me,
  known: Me | null,
  key: string | undefined,
): Promise<Me> {
  const { edition, ...user } = fresh;
  if (!edition) return fresh;
  const pinned = key ?? (await readSetting<string>(database, PINNED_KEY));
  if (isGood(edition, pinned ?? edition.publicKey) && !isOlder(edition, known?.edition)) {
    if (pinned === null) await writeSetting(database, PINNED_KEY, edition.publicKey);
    return fresh;
  }
  return known?.edition ? { ...user, edition: known.edition } : user;
}

function isGood({ body, signature }: SignedEdition, key: string): boolean {
  try {
    const vendor = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    return (
      verify(null, Buffer.from(body), vendor, Buffer.from(signature, 'base64')) && readEdition(body) !== null
    );
  } catch {
    // A key or signature that is none at all.
    return false;
  }
}

function isOlder({ body }: SignedEdition, known: SignedEdition | undefined): boolean {
  const [issued, before] = [
    readEdition(body)?.issuedAt ?? '',
    known ? readEdition(known.body)?.issuedAt : '',
  ];
  return issued < (before ?? '');
}
