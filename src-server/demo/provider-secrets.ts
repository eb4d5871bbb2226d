/** Signing key and cookie secret of the demo's identity provider, kept so that a restart signs nobody out. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const Secrets = z.object({
  jwk: z.looseObject({ kty: z.string(), kid: z.string() }),
  cookieKey: z.string().min(32),
});
export type ProviderSecrets = z.infer<typeof Secrets>;

/** The secrets in `file`; made, and written for its owner only, when there is none. */
export async function providerSecrets(file: string): Promise<ProviderSecrets> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text) return Secrets.parse(JSON.parse(text));
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const secrets = Secrets.parse({
    jwk: { ...jwk, kid: randomBytes(8).toString('hex'), use: 'sig', alg: 'RS256' },
    cookieKey: randomBytes(32).toString('hex'),
  });
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
