import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHOTO_LIMITS, photoIssue, photoMark, photoUrl } from './photo.ts';
import { bareWebp, isBareWebp, pictureOf } from './picture.ts';

const text = (letters: string) => [...letters].map((letter) => letter.charCodeAt(0));
const four = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
const two = (value: number) => four(value).slice(0, 2);
const chunk = (name: string, content: number[]) => [
  ...text(name),
  ...four(content.length),
  ...content,
  ...(content.length % 2 ? [0] : []),
];
const riff = (...chunks: number[][]) => {
  const content = [...text('WEBP'), ...chunks.flat()];
  return Uint8Array.from([...text('RIFF'), ...four(content.length), ...content]);
};
const lossy = (width: number, height: number, rest: number[] = [1, 2, 3]) =>
  chunk('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...two(width), ...two(height), ...rest]);
const extended = (width: number, height: number) =>
  chunk('VP8X', [0x20, 0, 0, 0, ...four(width - 1).slice(0, 3), ...four(height - 1).slice(0, 3)]);
const lossless = (width: number, height: number) =>
  chunk('VP8L', [0x2f, ...four((width - 1) | ((height - 1) << 14)), 0, 0, 0, 0, 0]);
const png = (width: number, height: number) =>
  Uint8Array.from([
    ...text('\x89PNG\r\n\x1a\n'),
    ...[0, 0, 0, 13],
    ...text('IHDR'),
    ...four(width).toReversed(),
    ...four(height).toReversed(),
  ]);
const jpeg = (width: number, height: number) =>
  Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4],
    ...[0xff, 0xff, 0xc4, 0, 3, 9],
    ...[0xff, 0xc2, 0, 11, 8, ...two(height).toReversed(), ...two(width).toReversed(), 1, 1, 0x11, 0],
  ]);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const svg = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
);

describe('a picture file', () => {
  it.each<[string, Uint8Array, unknown]>([
    ['a PNG', png(70_000, 3), { type: 'png', width: 70_000, height: 3 }],
    ['a JPEG', jpeg(4000, 300), { type: 'jpeg', width: 4000, height: 300 }],
    ['a lossy WebP', riff(lossy(640, 480)), { type: 'webp', width: 640, height: 480 }],
    ['a lossless WebP', riff(lossless(640, 480)), { type: 'webp', width: 640, height: 480 }],
    ['an extended WebP', riff(extended(70_000, 480)), { type: 'webp', width: 70_000, height: 480 }],
    ['one without width', png(0, 3), null],
    ['an SVG', svg, null],
    ['a GIF', Uint8Array.from([...text('GIF89a'), 1, 0, 1, 0, 0, 0, 0, 0]), null],
    ['nothing', new Uint8Array(), null],
  ])('is told by its first bytes: %s', (_what, bytes, said) => {
    expect(pictureOf(bytes)).toEqual(said);
  });

  it('is never read past its end, wherever it is cut off or damaged', () => {
    const files = fc.constantFrom(
      png(9, 9),
      jpeg(9, 9),
      riff(lossy(9, 9)),
      riff(extended(9, 9), lossy(9, 9)),
    );
    const damage = fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(files, fc.nat(60), damage, (file, length, changes) => {
        const bytes = file.slice(0, length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const picture = pictureOf(bytes);
        expect(picture === null || picture.width * picture.height > 0).toBe(true);
        expect(isBareWebp(bareWebp(bytes) ?? riff(lossy(1, 1)))).toBe(true);
      }),
    );
  });

  it('is bared of all but the picture', () => {
    const bare = bareWebp(
      riff(extended(128, 128), chunk('ICCP', [7, 7, 7]), lossy(128, 128), chunk('EXIF', [9])),
    );
    expect(bare).toEqual(riff(lossy(128, 128)));
    expect(bareWebp(riff(extended(9, 9), lossless(9, 9)))).toBeNull();
    expect(bareWebp(svg)).toBeNull();
  });
});

describe('a photo', () => {
  const most = (PHOTO_LIMITS.text / 4) * 3 - 30;
  const of = (length: number) =>
    base64(
      riff(
        lossy(
          128,
          128,
          Array.from({ length }, () => 5),
        ),
      ),
    );
  it.each<[string, string, 'photo' | null]>([
    ['none', '', null],
    ['a square', base64(riff(lossy(128, 128))), null],
    ['a smaller square', base64(riff(lossy(40, 40))), null],
    ['as large as it may be', of(most), null],
    ['larger', of(most + 2), 'photo'],
    ['more pixels', base64(riff(lossy(129, 129))), 'photo'],
    ['not a square', base64(riff(lossy(128, 127))), 'photo'],
    ['a lossless WebP', base64(riff(lossless(128, 128))), 'photo'],
    ['with metadata after it', base64(riff(lossy(128, 128), chunk('EXIF', [1, 2]))), 'photo'],
    ['with metadata before it', base64(riff(extended(128, 128), lossy(128, 128))), 'photo'],
    ['with something behind its end', base64(Uint8Array.from([...riff(lossy(128, 128)), 0, 0])), 'photo'],
    ['a PNG', base64(png(128, 128)), 'photo'],
    ['a JPEG', base64(jpeg(128, 128)), 'photo'],
    ['an SVG', base64(svg), 'photo'],
    ['a file address', 'https://example.org/a.webp', 'photo'],
    ['with a prefix', `data:image/webp;base64,${base64(riff(lossy(128, 128)))}`, 'photo'],
    ['not base64', `${base64(riff(lossy(128, 128)))}!`, 'photo'],
  ])('%s', (_what, photo, issue) => {
    expect(photoIssue(photo)).toBe(issue);
  });

  it('of any text is judged and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (photo) => {
        expect([null, 'photo']).toContain(photoIssue(photo));
      }),
    );
  });

  it('has a mark that tells nothing of it and tells it from another', () => {
    const [one, other] = [base64(riff(lossy(8, 8))), base64(riff(lossy(8, 8, [4])))];
    expect(photoMark(one)).toMatch(/^#[0-9a-f]{8}$/);
    expect(photoMark(one)).toBe(photoMark(photoMark(one)));
    expect(photoMark(one)).not.toBe(photoMark(other));
    expect([photoMark(''), photoMark(undefined), photoMark(null)]).toEqual(['', '', '']);
    expect(photoIssue(photoMark(one))).toBe('photo');
  });

  it('has an address only where there is one', () => {
    expect([photoUrl(''), photoUrl('UklG')]).toEqual([undefined, 'data:image/webp;base64,UklG']);
  });
});
