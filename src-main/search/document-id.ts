/** Ids of documents as the index keeps them: a UUID in its 16 bytes, anything else as it is. Pure. */

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const DASHES = /-/g;
const UUID_BYTES = 16;
const ENDS = [8, 12, 16, 20, 32];

/** A UUID becomes 16 bytes; another id an odd number of them. */
export function packId(id: string): Buffer {
  if (UUID.test(id)) return Buffer.from(id.replace(DASHES, ''), 'hex');
  return Buffer.concat([Buffer.alloc(1), Buffer.from(id, 'utf16le')]);
}

/** The id that was packed. */
export function unpackId(packed: Buffer): string {
  if (packed.length !== UUID_BYTES) return packed.subarray(1).toString('utf16le');
  const hex = packed.toString('hex');
  return ENDS.map((end, at) => hex.slice(ENDS[at - 1] ?? 0, end)).join('-');
}
