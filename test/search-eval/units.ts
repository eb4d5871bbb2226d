/** What the whole numbers of a customers file mean, told from all of them. */
import { readObjects, wholeOf } from './json-lines.ts';
import { timeUnitOf } from './time-unit.ts';
import type { Units } from './to-documents.ts';

type Extent = [least: number, most: number];
/** The least and the most of the numbers of each time that are given. */
export type Extents = { since: Extent; lastContact: Extent };

export async function readExtents(file: string): Promise<Extents> {
  const extents: Extents = { since: [Number.MAX_SAFE_INTEGER, 0], lastContact: [Number.MAX_SAFE_INTEGER, 0] };
  for await (const line of readObjects(file)) {
    widen(extents.since, wholeOf(line.since));
    widen(extents.lastContact, wholeOf(line.last_contact));
  }
  return extents;
}

function widen(extent: Extent, value: number | null): void {
  if (value === null || value <= 0) return;
  extent[0] = Math.min(extent[0], value);
  extent[1] = Math.max(extent[1], value);
}

export function unitsOf({ since, lastContact }: Extents): Units {
  return { since: timeUnitOf(...since), lastContact: timeUnitOf(...lastContact) };
}
