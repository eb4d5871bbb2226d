/** What the whole numbers of a customers file mean, told from all of them. */
import { readObjects, wholeOf } from './json-lines.ts';
import { Extent } from './time-unit.ts';
import type { Units } from './to-documents.ts';

export async function readUnits(file: string): Promise<Units> {
  const [since, lastContact] = [new Extent(), new Extent()];
  for await (const line of readObjects(file)) {
    since.add(wholeOf(line.since));
    lastContact.add(wholeOf(line.last_contact));
  }
  return { since: since.unit(), lastContact: lastContact.unit() };
}
