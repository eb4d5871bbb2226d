/**
 * Whether two short words are at most so many edits apart: a letter more, less or other, or two that changed places. Pure.
 */
const MOST_LETTERS = 64;
const rows = [0, 1, 2].map(() => new Uint8Array(MOST_LETTERS + 1));

/** True when the words differ by at most `most` edits. */
export function isNear(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most || Math.max(one.length, other.length) > MOST_LETTERS)
    return false;
  let [beforeLast, last, next] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let column = 0; column <= other.length; column += 1) last[column] = column;
  for (let row = 1; row <= one.length; row += 1) {
    if (fillRow(one, other, row, beforeLast, last, next) > most) return false;
    [beforeLast, last, next] = [last, next, beforeLast];
  }
  return (last[other.length] as number) <= most;
}

/** Returns the least distance of the row and the one before it. */
function fillRow(
  one: string,
  other: string,
  row: number,
  beforeLast: Uint8Array,
  last: Uint8Array,
  next: Uint8Array,
): number {
  const letter = one.charCodeAt(row - 1);
  const letterBefore = one.charCodeAt(row - 2);
  let least = Math.min(row, last[0] as number);
  next[0] = row;
  for (let column = 1; column <= other.length; column += 1) {
    const typed = other.charCodeAt(column - 1);
    let distance = Math.min(
      (last[column] as number) + 1,
      (next[column - 1] as number) + 1,
      (last[column - 1] as number) + (letter === typed ? 0 : 1),
    );
    if (row > 1 && column > 1 && letter === other.charCodeAt(column - 2) && letterBefore === typed) {
      distance = Math.min(distance, (beforeLast[column - 2] as number) + 1);
    }
    next[column] = distance;
    least = Math.min(least, distance, last[column] as number);
  }
  return least;
}
