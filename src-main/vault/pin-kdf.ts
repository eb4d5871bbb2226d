/**
 * From a PIN to 32 bytes, slowly. Argon2id where the runtime has it (Node with OpenSSL 3.2 or later), else scrypt:
 * Electron's BoringSSL may lack Argon2. What was used stands in the slot, so that either runtime can be tried.
 *
 * Invariant: the work takes at least a quarter of a second on the machine that set the PIN.
 */
import * as crypto from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const Salt = z.string().min(22).max(64);
export const PinKdf = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('argon2id'),
    /** In KiB. */
    memory: z.number().int().min(8192).max(1_048_576),
    passes: z.number().int().min(1).max(64),
    salt: Salt,
  }),
  z.object({
    name: z.literal('scrypt'),
    cost: z.literal(2 ** 17),
    parallelism: z.number().int().min(1).max(64),
    salt: Salt,
  }),
]);
export type PinKdf = z.infer<typeof PinKdf>;
export type KdfName = PinKdf['name'];

const TARGET_MS = 375;
const LEAST_MS = 275;
const MOST_ROUNDS = 64;
const MEMORY_KIB = 65_536;
const SCRYPT_COST = 2 ** 17;
const SCRYPT_BLOCK = 8;

/** True where the runtime has Argon2 at all. */
export function hasArgon2(): boolean {
  return typeof (crypto as { argon2?: unknown }).argon2 === 'function';
}

/** Parameters with a fresh salt that take this machine 250 to 500 ms, measured now. */
export async function calibrate(name: KdfName = hasArgon2() ? 'argon2id' : 'scrypt'): Promise<PinKdf> {
  const one = withRounds(name, 1);
  const first = await timeOf(one);
  const guess = withRounds(name, roundsFor(Math.min(first, await timeOf(one))));
  const taken = await timeOf(guess);
  return taken >= LEAST_MS ? guess : withRounds(name, Math.ceil((roundsOf(guess) * TARGET_MS) / taken));
}

/** The derived 32 bytes. The caller overwrites them after use. */
export async function deriveFromPin(pin: string, kdf: PinKdf): Promise<Uint8Array> {
  const message = Buffer.from(pin.normalize('NFKC'));
  const salt = Buffer.from(kdf.salt, 'base64');
  try {
    return kdf.name === 'argon2id' ? await argon2id(message, salt, kdf) : await scrypt(message, salt, kdf);
  } finally {
    message.fill(0);
  }
}

const roundsFor = (onceMs: number) => Math.max(1, Math.round(TARGET_MS / onceMs));
const roundsOf = (kdf: PinKdf) => (kdf.name === 'argon2id' ? kdf.passes : kdf.parallelism);

function withRounds(name: KdfName, wanted: number): PinKdf {
  const rounds = Math.min(MOST_ROUNDS, wanted);
  const salt = crypto.randomBytes(16).toString('base64');
  return name === 'argon2id'
    ? { name, memory: MEMORY_KIB, passes: rounds, salt }
    : { name, cost: SCRYPT_COST, parallelism: rounds, salt };
}

async function timeOf(kdf: PinKdf): Promise<number> {
  const start = performance.now();
  await deriveFromPin('000000', kdf);
  return performance.now() - start;
}

async function argon2id(
  message: Buffer,
  nonce: Buffer,
  { memory, passes }: Extract<PinKdf, { name: 'argon2id' }>,
): Promise<Uint8Array> {
  const settings = { message, nonce, parallelism: 1, tagLength: 32, memory, passes };
  return new Uint8Array(await promisify(crypto.argon2)('argon2id', settings));
}

function scrypt(
  message: Buffer,
  salt: Buffer,
  { cost, parallelism }: Extract<PinKdf, { name: 'scrypt' }>,
): Promise<Uint8Array> {
  const maxmem = 256 * cost * SCRYPT_BLOCK + 256 * SCRYPT_BLOCK * parallelism;
  const options = { N: cost, r: SCRYPT_BLOCK, p: parallelism, maxmem };
  return new Promise((resolve, reject) => {
    crypto.scrypt(message, salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    );
  });
}
