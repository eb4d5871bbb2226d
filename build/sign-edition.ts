/**
 * `npm run sign-edition -- --key VENDOR.pem EDITION.json`: what an edition has, signed, for the file that `EDITION_FILE` of the
 * server names; the public key for `EDITION_KEY` is in it. The key is Ed25519 (`openssl genpkey -algorithm ed25519`).
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { EditionDocument, type SignedEdition } from '../src-shared/edition/edition.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });

try {
  const [file] = positionals;
  if (!file || !values.key) throw new Error('Usage: sign-edition --key VENDOR.pem EDITION.json');
  const body = JSON.stringify(EditionDocument.parse(JSON.parse(readFileSync(file, 'utf8'))));
  const key = createPrivateKey(readFileSync(values.key, 'utf8'));
  const signed: SignedEdition = {
    body,
    signature: sign(null, Buffer.from(body), key).toString('base64'),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
  };
  process.stdout.write(`${JSON.stringify(signed, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The edition cannot be signed.'}\n`);
  process.exitCode = 1;
}
