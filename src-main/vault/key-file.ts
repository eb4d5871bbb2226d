/**
 * The key file of a store: how its key is wrapped, in slots.
 *
 * Invariants
 * - It is replaced atomically, and `.prev` is a second copy of it: a file that cannot be read costs nothing, and no
 *   older copy opens the store with a PIN that was changed or removed.
 * - A slot of a kind this version does not know (escrow) is kept as it is.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../atomic-file.ts';
import { CoreError } from '../errors.ts';
import { parseJson } from '../parse-json.ts';
import { KEY_FILES } from './files.ts';
import { PinKdf } from './pin-kdf.ts';

const Wrapped = z.string().min(1).max(16_384);
const Device = z.object({ kind: z.enum(['keyring', 'file']), wrapped: Wrapped });
const DeviceSlot = z.object({ kind: z.literal('device'), sealed: Wrapped });
const PinSlot = z.object({ kind: z.literal('pin'), kdf: PinKdf, sealed: Wrapped });
const OtherSlot = z.looseObject({ kind: z.string().refine((kind) => kind !== 'device' && kind !== 'pin') });

/** `device` is a secret of this computer, wrapped by its key ring; every slot seals the store's key with it. */
const KeyFileV2 = z.object({
  v: z.literal(2),
  createdAt: z.string(),
  device: Device,
  slots: z.array(z.union([DeviceSlot, PinSlot, OtherSlot])).min(1),
  /** While the key is being renewed: the new key, sealed with the old one. */
  next: Wrapped.optional(),
});
/** The first layout wrapped the store's key itself. */
const KeyFileV1 = z.object({
  v: z.literal(1),
  slot: z.enum(['keyring', 'file']),
  wrapped: Wrapped,
  createdAt: z.string(),
});
const AnyKeyFile = z.discriminatedUnion('v', [KeyFileV1, KeyFileV2]);

export type KeyFile = z.infer<typeof KeyFileV2>;
export type StoredKeyFile = z.infer<typeof AnyKeyFile>;
export type PinSlot = z.infer<typeof PinSlot>;
export type DeviceSlot = z.infer<typeof DeviceSlot>;

/**
 * The copies that can be read, the newer first; null when there is no key file at all. Throws STORE_NEWER for the
 * key file of a newer version.
 */
export async function readKeyFiles(folder: string): Promise<StoredKeyFile[] | null> {
  const texts = await readCopies(folder);
  if (texts.every((text) => text === null)) return null;
  if (texts.some(isNewer)) throw new CoreError('STORE_NEWER');
  return texts.flatMap((text) => {
    const file = AnyKeyFile.safeParse(parseJson(text ?? ''));
    return file.success ? [file.data] : [];
  });
}

/** Replaces both copies, the first one first: whichever a crash leaves opens the store. */
export async function writeKeyFile(folder: string, file: KeyFile): Promise<void> {
  const text = textOf(file);
  for (const name of KEY_FILES) await writeFileAtomically(join(folder, name), text);
}

/** Makes the second copy equal to the first one again, after a crash between the two. */
export async function mendCopies(folder: string, used: KeyFile): Promise<void> {
  const text = textOf(used);
  const texts = await readCopies(folder);
  if (texts.some((one) => one !== text)) await writeKeyFile(folder, used);
}

/** The slots that hold the key behind a PIN, or behind the key ring alone. At most one of them is there. */
export const pinSlotOf = ({ slots }: KeyFile) => slots.find((slot): slot is PinSlot => slot.kind === 'pin');
export const deviceSlotOf = ({ slots }: KeyFile) =>
  slots.find((slot): slot is DeviceSlot => slot.kind === 'device');
/** Slots of kinds this version does not know. */
export const otherSlotsOf = ({ slots }: KeyFile) =>
  slots.filter(({ kind }) => kind !== 'pin' && kind !== 'device');

function readCopies(folder: string): Promise<(string | null)[]> {
  return Promise.all(KEY_FILES.map((name) => readFileIfThere(join(folder, name))));
}

function isNewer(text: string | null): boolean {
  const file = z.object({ v: z.number() }).safeParse(parseJson(text ?? ''));
  return file.success && file.data.v > 2;
}

/** One text for one content, whatever order it was put together in. */
function textOf(file: KeyFile): string {
  return JSON.stringify(KeyFileV2.parse(file));
}
