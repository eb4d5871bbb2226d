/** Versions tell that a photo changed and do not hold it: what was replaced or taken out is not kept anywhere. Pure. */
import { photoMark } from '../customer/photo.ts';
import type { FieldChange } from './schema.ts';

/** The changes with marks in place of photos; one between equal photos is none. */
export function withPhotoMarks(fields: readonly FieldChange[]): FieldChange[] {
  return fields.flatMap((field) => {
    if (field.path !== 'photo') return field;
    const [from, to] = [photoMark(field.from), photoMark(field.to)];
    return from === to ? [] : { path: field.path, from, to };
  });
}
