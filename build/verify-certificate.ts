/**
 * `npm run verify-certificate -- FILE [--key KEY.pem]`: whether a certificate of erasure is what the server signed. Needs no
 * network. Without `--key` it is checked against the key that it carries, which shows that it was not changed, but not by
 * whom it was issued.
 */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CertificateBody, SignedCertificate } from '../src-shared/request/certificate.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });

try {
  const [file] = positionals;
  if (!file) throw new Error('Usage: verify-certificate FILE [--key KEY.pem]');
  const certificate = SignedCertificate.parse(JSON.parse(readFileSync(file, 'utf8')));
  const key = values.key === undefined ? certificate.publicKey : readFileSync(values.key, 'utf8');
  const signature = Buffer.from(certificate.signature, 'base64');
  if (!verify(null, Buffer.from(certificate.body), createPublicKey(key), signature))
    throw new Error('NOT VALID: this is not what was signed.');
  const body = CertificateBody.parse(JSON.parse(certificate.body));
  const { confirmed, outstanding } = body.desks;
  process.stdout.write(
    `VALID ${body.reference}, erased ${body.erasedAt}, place ${body.ledger.position} in the ledger, ` +
      `${confirmed} of ${confirmed + outstanding} computers confirmed.\n` +
      (values.key === undefined
        ? 'Checked against the key in the certificate itself; name the issuer’s with --key.\n'
        : ''),
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The certificate cannot be read.'}\n`);
  process.exitCode = 1;
}
