/** The folded words of a row of the list, which every letter that is typed is compared with. Pure. */
import { foldKey } from '#shared/customer/normalise.ts';
import type { Entry } from './entry.ts';
import { foldWords } from './findables.ts';

export type RowWords = { title: string[]; names: string[]; organisation: string[]; places: string[] };

export function rowWords(entry: Entry): RowWords {
  const [, title, given, family, others, organisation, , , , , , , places] = entry;
  return {
    title: foldWords(title),
    names: [given, family, others].flatMap(foldWords),
    organisation: foldWords(organisation),
    places: places.flatMap(placeWords),
  };
}

function placeWords([city, postcode]: readonly [string, string]): string[] {
  return [...foldWords(city), ...foldWords(postcode), foldKey(postcode)];
}
