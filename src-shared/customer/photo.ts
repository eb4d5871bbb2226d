/**
 * The photo of a customer: a small square picture in the document itself, as base64, so that it travels, is merged and is
 * erased with everything else. Pure.
 *
 * Invariants
 * - It is one lossy WebP and nothing beside it: no metadata, no animation, no script.
 * - Its size in pixels is known before anybody decodes it.
 */
import { isBareWebp, pictureOf } from './picture.ts';

export const PHOTO_LIMITS = {
  /** Width and height. */
  pixels: 128,
  /** Characters of base64: 12 KB of picture. */
  text: 16_384,
  /** Of a file that somebody chooses, before it is made small. */
  fileBytes: 10 * 1024 * 1024,
  /** Width times height of such a file: decoding takes four bytes each. */
  filePixels: 50_000_000,
} as const;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;
/** No base64 begins so. */
const MARK = '#';

/** What is wrong with a photo, or null; '' is none and right. */
export function photoIssue(photo: string): 'photo' | null {
  if (photo === '') return null;
  const bytes = photo.length <= PHOTO_LIMITS.text ? bytesOf(photo) : null;
  if (!bytes || !isBareWebp(bytes)) return 'photo';
  const { width, height } = pictureOf(bytes) ?? { width: 0, height: 1 };
  return width === height && width <= PHOTO_LIMITS.pixels ? null : 'photo';
}

/** What stands for a photo where the picture itself does not belong, as in versions: equal photos have equal marks. */
export function photoMark(photo: unknown): string {
  if (typeof photo !== 'string' || photo === '' || photo.startsWith(MARK)) return String(photo ?? '');
  // FNV-1a: tells photos of one customer apart, and nothing of what is in them.
  let hash = 0x811c9dc5;
  for (let at = 0; at < photo.length; at += 1) hash = Math.imul(hash ^ photo.charCodeAt(at), 0x01000193);
  return `${MARK}${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** The address of the picture, for an `img`; undefined where there is none. */
export function photoUrl(photo: string): string | undefined {
  return photo === '' ? undefined : `data:image/webp;base64,${photo}`;
}

/** The bytes, or null for what is no base64. */
function bytesOf(base64: string): Uint8Array | null {
  if (!BASE64.test(base64)) return null;
  const text = base64.replace(/=+$/u, '');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let filled = 0;
  let at = 0;
  for (const letter of text) {
    bits = ((bits << 6) | ALPHABET.indexOf(letter)) & 0xfff;
    filled += 6;
    if (filled < 8) continue;
    filled -= 8;
    bytes[at++] = (bits >>> filled) & 0xff;
  }
  return bytes;
}
