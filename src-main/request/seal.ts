/** Seals a text to the server's public key; the form is that of `src-server/privacy/unseal.ts`. */
import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { SEAL_INFO, SEAL_PREFIX } from '#shared/request/sealed.ts';

/**
 * The sealed text, base64. Whoever has it needs the server's private key to read it, and this desk cannot either.
 * @param serverKey raw X25519 key, base64. @param context what it is for.
 */
export function seal(serverKey: string, text: string, context: string): string {
  const theirs = Buffer.from(serverKey, 'base64');
  const publicKey = createPublicKey({
    key: Buffer.concat([Buffer.from(SEAL_PREFIX, 'hex'), theirs]),
    format: 'der',
    type: 'spki',
  });
  const ephemeral = generateKeyPairSync('x25519');
  const mine = ephemeral.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.concat([mine, theirs]), SEAL_INFO, 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([mine, nonce, cipher.getAuthTag(), hidden]).toString('base64');
}
