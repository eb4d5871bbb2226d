/** The folded words of a row of the list, which every letter that is typed is compared with. Pure. */
import { foldEmail, foldKey } from '#shared/customer/normalise.ts';
import type { Entry } from './entry.ts';
import { DOMAIN, domainOf, foldWords, KEY_KINDS, localWords } from './findables.ts';

export type RowWords = {
  title: string[];
  names: string[];
  organisation: string[];
  /** The words of what is before the `@`, and the domain, of each; `key` is what it is looked up by as a whole. */
  emails: { key: string; parts: string[] }[];
  places: string[];
};

export function rowWords(entry: Entry): RowWords {
  const [, title, given, family, others, organisation, , , , emails, , , places] = entry;
  return {
    title: foldWords(title),
    names: [given, family, others].flatMap(foldWords),
    organisation: foldWords(organisation),
    emails: emails.map((email) => ({
      key: KEY_KINDS.email + foldEmail(email),
      parts: [...localWords(email), DOMAIN + domainOf(email)],
    })),
    places: places.flatMap(placeWords),
  };
}

function placeWords([city, postcode]: readonly [string, string]): string[] {
  return [...foldWords(city), ...foldWords(postcode), foldKey(postcode)];
}
