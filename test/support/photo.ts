/** Photos for tests: right by every rule, though nobody could see much in them. */

const HEAD = 20;
/** A multiple of three bytes before it and of four letters in it let a text stand in the base64 as it is. */
const BEFORE_TEXT = 30;

/** The base64 of a lossy WebP with nothing beside it, of that many pixels either way, and with that content. */
export function webp(width: number, height: number, content: Uint8Array = new Uint8Array(8)): string {
  const length = BEFORE_TEXT - HEAD + content.length;
  const bytes = Buffer.alloc(HEAD + length + (length % 2));
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WEBPVP8 ', 8, 'latin1');
  bytes.writeUInt32LE(length, 16);
  bytes.set([0x9d, 0x01, 0x2a], HEAD + 3);
  bytes.writeUInt16LE(width, HEAD + 6);
  bytes.writeUInt16LE(height, HEAD + 8);
  bytes.set(content, BEFORE_TEXT);
  return bytes.toString('base64');
}

/** A photo in whose base64 the text, of letters and digits, stands. */
export function photoWith(text: string): string {
  return webp(128, 128, Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4, 'A'), 'base64'));
}
