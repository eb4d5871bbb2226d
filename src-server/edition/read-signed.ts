/** The tenant's edition, from the file that the configuration names. Guards that only what the vendor signed is in force. */
import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readEdition, SignedEdition } from '#shared/edition/edition.ts';

/**
 * @param key of the vendor: Ed25519, SPKI, DER, base64.
 * @throws Error that says what is wrong with the file; the server does not start with it.
 */
export async function readSigned({ file, key }: { file: string; key: string }): Promise<SignedEdition> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const signed = SignedEdition.safeParse(parsed(text)).data;
  if (!signed) throw new Error('EDITION_FILE cannot be read, or is no signed edition.');
  const vendor = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  const isVendors = verify(null, Buffer.from(signed.body), vendor, Buffer.from(signed.signature, 'base64'));
  if (!isVendors) throw new Error('EDITION_FILE was not signed with the key of EDITION_KEY, or was changed.');
  if (!readEdition(signed.body)) throw new Error('EDITION_FILE holds no edition that this version knows.');
  return { ...signed, publicKey: key };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
