/**
 * What a picture file says of itself in its first bytes. Pure; reads and never decodes, so that a file that lies costs
 * nothing. Sources: PNG 3rd edition 11.2.1, ITU-T T.81 B.2.2, RFC 9649.
 */

export type Picture = { type: 'png' | 'jpeg' | 'webp'; width: number; height: number };

/** Kind and size in pixels of a PNG, JPEG or WebP; null for anything else, and for one that ends too early. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const found = pngSize(bytes) ?? jpegSize(bytes) ?? webpSize(bytes);
  return found && found.width > 0 && found.height > 0 ? found : null;
}

/**
 * The picture of a WebP file and nothing beside it: no colour profile, no place where it was taken. Null where the file
 * holds no single lossy picture.
 */
export function bareWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const chunk = isWebp(bytes) ? webpChunks(bytes).find(({ name }) => name === LOSSY) : undefined;
  if (!chunk) return null;
  const padded = chunk.length + (chunk.length % 2);
  const bare = new Uint8Array(CONTENT + padded);
  bare.set(bytes.subarray(0, TYPE_END));
  bare.set(bytes.subarray(chunk.at - CHUNK_HEAD, chunk.at + chunk.length), TYPE_END);
  new DataView(bare.buffer).setUint32(4, bare.length - 8, true);
  return bare;
}

/** True for a WebP that is what `bareWebp` makes: one lossy picture, and the file ends where it says. */
export function isBareWebp(bytes: Uint8Array): boolean {
  if (!isWebp(bytes) || textAt(bytes, TYPE_END, 4) !== LOSSY) return false;
  const length = view(bytes).getUint32(TYPE_END + 4, true);
  return (
    bytes.length === CONTENT + length + (length % 2) && view(bytes).getUint32(4, true) === bytes.length - 8
  );
}

const PNG = '\x89PNG\r\n\x1a\n';
const LOSSY = 'VP8 ';
const TYPE_END = 12;
const CHUNK_HEAD = 8;
const CONTENT = TYPE_END + CHUNK_HEAD;

function pngSize(bytes: Uint8Array): Picture | null {
  if (bytes.length < 24 || textAt(bytes, 0, 8) !== PNG || textAt(bytes, 12, 4) !== 'IHDR') return null;
  return { type: 'png', width: view(bytes).getUint32(16), height: view(bytes).getUint32(20) };
}

/** Walks the segments to the one that begins a frame. */
function jpegSize(bytes: Uint8Array): Picture | null {
  if (textAt(bytes, 0, 3) !== '\xff\xd8\xff') return null;
  for (let at = 2; at + 9 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (isFrame(marker))
      return { type: 'jpeg', height: view(bytes).getUint16(at + 5), width: view(bytes).getUint16(at + 7) };
    // A marker may be preceded by any number of fill bytes.
    at += marker === 0xff ? 1 : 2 + Math.max(2, view(bytes).getUint16(at + 2));
  }
  return null;
}

/** C4, C8 and CC in that range are tables and an extension. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function webpSize(bytes: Uint8Array): Picture | null {
  if (!isWebp(bytes) || bytes.length < CONTENT + 10) return null;
  const [name, at, type] = [textAt(bytes, TYPE_END, 4), CONTENT, 'webp' as const];
  const data = view(bytes);
  if (name === LOSSY && textAt(bytes, at + 3, 3) === '\x9d\x01\x2a')
    return {
      type,
      width: data.getUint16(at + 6, true) & 0x3fff,
      height: data.getUint16(at + 8, true) & 0x3fff,
    };
  if (name === 'VP8L' && bytes[at] === 0x2f) {
    const bits = data.getUint32(at + 1, true);
    return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (name === 'VP8X')
    return {
      type,
      width: 1 + (data.getUint32(at + 4, true) & 0xffffff),
      height: 1 + (data.getUint32(at + 6, true) >>> 8),
    };
  return null;
}

function isWebp(bytes: Uint8Array): boolean {
  return bytes.length > CONTENT && textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP';
}

function webpChunks(bytes: Uint8Array): { name: string; at: number; length: number }[] {
  const chunks: { name: string; at: number; length: number }[] = [];
  for (let at = CONTENT; at <= bytes.length; ) {
    const length = view(bytes).getUint32(at - 4, true);
    if (at + length <= bytes.length) chunks.push({ name: textAt(bytes, at - CHUNK_HEAD, 4), at, length });
    at += length + (length % 2) + CHUNK_HEAD;
  }
  return chunks;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
