/** Makes the photo of a customer from a file that somebody chose: square, small, and without anything else that was in it. */
import { PHOTO_LIMITS, photoIssue } from '#shared/customer/photo.ts';
import { bareWebp, pictureOf } from '#shared/customer/picture.ts';

/** Why a file makes no photo. */
export type PhotoProblem = 'notPicture' | 'tooBig' | 'broken';
export type MadePhoto = { photo: string } | { problem: PhotoProblem };

/** The best first; the last is small enough whatever is in the picture. */
const QUALITIES = [0.85, 0.7, 0.5, 0.3, 0.1];

/** The photo as base64, or what is wrong with the file. Nothing leaves this window. */
export async function makePhoto(file: File): Promise<MadePhoto> {
  if (file.size > PHOTO_LIMITS.fileBytes) return { problem: 'tooBig' };
  // Bytes that cannot be read, as of a file that was deleted meanwhile, are broken as well.
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return { problem: 'broken' };
  const picture = pictureOf(new Uint8Array(bytes));
  if (!picture) return { problem: 'notPicture' };
  if (picture.width * picture.height > PHOTO_LIMITS.filePixels) return { problem: 'tooBig' };
  const photo = await drawn(new Blob([bytes])).catch(() => null);
  return photo === null ? { problem: 'broken' } : { photo };
}

/** The middle of the picture on a white square; null where no quality is small enough. Rejects what cannot be decoded. */
async function drawn(blob: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(blob);
  const side = Math.min(bitmap.width, bitmap.height);
  const { pixels } = PHOTO_LIMITS;
  const canvas = new OffscreenCanvas(pixels, pixels);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, pixels, pixels);
  context.imageSmoothingQuality = 'high';
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.drawImage(bitmap, left, top, side, side, 0, 0, pixels, pixels);
  bitmap.close();
  for (const quality of QUALITIES) {
    const made = await canvas.convertToBlob({ type: 'image/webp', quality });
    const bare = bareWebp(new Uint8Array(await made.arrayBuffer()));
    const photo = bare ? btoa(String.fromCharCode(...bare)) : '';
    if (photo !== '' && photoIssue(photo) === null) return photo;
  }
  return null;
}
