/**
 * The states a customer was in, found by going back from the present one by one change at a time. Pure.
 *
 * Source: the changes as the server numbered them. A number that is missing here, such as one older than what this desk
 * keeps, hides every state before it: those are unknown, never guessed.
 */
import { applyDiff, diffOf, reversed } from './diff.ts';
import { withPhotoMarks } from './photo-marks.ts';
import type { Change, FieldChange } from './schema.ts';

export type Version = Pick<Change, 'version' | 'fields'>;

/**
 * The state after the change with this number.
 * @param current the state after the newest of `changes`. Null when the way back to the version is not known.
 */
export function stateAt<T extends object>(
  current: T,
  changes: readonly Version[],
  version: number,
): T | null {
  const later = changes.filter((change) => change.version > version).sort(newestFirst);
  const newest = Math.max(...changes.map((change) => change.version));
  const gapless = later.every((change, at) => change.version === newest - at);
  if (version > newest || version < 1 || !gapless || later.length !== newest - version) return null;
  return later.reduce((state, { fields }) => applyDiff(state, reversed(fields)), current);
}

/** What changed from one version to another, in either direction; null when one of them is not known. */
export function compareVersions(
  current: object,
  changes: readonly Version[],
  from: number,
  to: number,
): FieldChange[] | null {
  const before = stateAt(current, changes, from);
  const after = stateAt(current, changes, to);
  return before && after && withPhotoMarks(diffOf(before, after));
}

function newestFirst(one: Version, other: Version): number {
  return other.version - one.version;
}
