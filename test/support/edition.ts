/** A vendor of editions, for tests: signs as `npm run sign-edition` does, by that program. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type EditionDocument, SignedEdition } from '#shared/edition/edition.ts';

const PROGRAM = join(import.meta.dirname, '../../build/sign-edition.ts');
const DAY_MS = 86_400_000;

export type Vendor = {
  /** As `EDITION_KEY` has it. */
  key: string;
  sign(document: EditionDocument): Promise<SignedEdition>;
};

export async function startVendor(): Promise<Vendor> {
  const folder = await mkdtemp(join(tmpdir(), 'callbook-vendor-'));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = join(folder, 'vendor.pem');
  await writeFile(pem, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return {
    key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    async sign(document) {
      const file = join(folder, 'edition.json');
      await writeFile(file, JSON.stringify(document));
      const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, '--key', pem, file]);
      return SignedEdition.parse(JSON.parse(stdout));
    },
  };
}

let issued = 0;

/** An edition with these features; each later one is issued later. */
export function edition(features: EditionDocument['features']): EditionDocument {
  issued += 1;
  const issuedAt = new Date(Date.now() + issued).toISOString();
  return { version: 1, edition: 'Professional', contact: 'sales@vendor.example', issuedAt, features };
}

/** A feature that ended that many days ago. */
export function ended(daysAgo: number): { until: string } {
  return { until: new Date(Date.now() - daysAgo * DAY_MS).toISOString() };
}
