/** Which field of a customer answered, and which of their words, for the marks in the list. Pure. */
import type { SearchHit } from '#shared/api/search.ts';
import { digitsOf, foldKey } from '#shared/customer/normalise.ts';
import { isNear } from './distance.ts';
import type { Entry } from './entry.ts';
import { KEY_KINDS, reversed } from './findables.ts';
import { nicknamesOf } from './nicknames.ts';
import { phoneForms } from './phone.ts';
import type { Piece } from './question.ts';
import type { RowWords } from './row-words.ts';

export type Matched = SearchHit['matched'];
/** What the index keeps of a customer, and its words. */
type Row = { entry: Entry; words: RowWords };
type Test = (entry: Entry, piece: Piece, of: RowWords) => boolean;

/** Most of what is typed is words, and has no keys that a number could have. */
function withKeys(test: Test): Test {
  return (entry, piece, words) => piece.keys.length > 0 && test(entry, piece, words);
}

/** In the order in which a field is named where several answer. */
const TESTS: readonly (readonly [Matched, Test])[] = [
  ['name', (_, { words }, { names, title }) => beginAll([names, title], words)],
  ['organisation', (_, { words }, { organisation }) => beginAll([organisation], words)],
  [
    'number',
    withKeys(({ 0: number, 13: numbers }, piece) => [number, ...numbers.slice(1)].some(hasKey(piece))),
  ],
  ['externalId', withKeys(({ 13: numbers }, piece) => numbers.slice(0, 1).some(hasKey(piece)))],
  ['phone', withKeys(({ 10: phones, 11: e164 }, piece) => [...phones, ...e164].some(isPhoneOf(piece)))],
  ['email', (_, piece, { emails }) => emails.some((email) => isEmailOf(email, piece))],
  ['place', (_, { words }, { places }) => beginAll([places], words)],
];
const FIELDS: readonly Matched[] = [...TESTS.map(([field]) => field), 'order', 'none'];

/** The field for all pieces together: the least prominent of those that they need. */
export function matchedField(row: Row, pieces: readonly Piece[], orders: () => string[]): Matched {
  const fields = pieces.map((piece) => FIELDS.indexOf(fieldOf(row, piece, orders)));
  return FIELDS[Math.max(...fields)] ?? 'none';
}

function fieldOf({ entry, words }: Row, piece: Piece, orders: () => string[]): Matched {
  if (piece.isAddress && words.emails.some((email) => isEmailOf(email, piece))) return 'email';
  const field = TESTS.find(([, test]) => test(entry, piece, words))?.[0];
  if (field) return field;
  return piece.keys.length > 0 && orders().some(hasKey(piece)) ? 'order' : 'none';
}

/** Words of the names that stand for typed words which are not in them as typed. */
export function alikeWords({ names, organisation, places }: RowWords, pieces: readonly Piece[]): string[] {
  const own = [...names, ...organisation, ...places];
  return pieces
    .flatMap(({ words }) => words)
    .flatMap((word) => {
      if (own.some((one) => one.startsWith(word))) return [];
      const nicknames = nicknamesOf(word);
      const isAlike = (one: string) =>
        nicknames.includes(one) || isNear(word, one, 2) || isNear(word, one.slice(0, word.length), 1);
      return own.filter(isAlike).slice(0, 1);
    });
}

/** True when each word is the beginning of one in the lists. */
function beginAll(lists: readonly (readonly string[])[], words: readonly string[]): boolean {
  if (words.length === 0) return false;
  return words.every((word) => lists.some((list) => list.some((one) => one.startsWith(word))));
}

function hasKey({ keys }: Piece): (number: string) => boolean {
  return (number) => {
    const folded = foldKey(number);
    return keys.some(({ bytes }) => {
      const [kind, value] = [bytes[0], bytes.slice(1)];
      if (kind === KEY_KINDS.number) return folded.includes(value);
      return kind === KEY_KINDS.numberEnd && reversed(folded).startsWith(value);
    });
  };
}

function isPhoneOf({ keys }: Piece): (number: string) => boolean {
  return (number) => {
    const { international, national } = phoneForms(number);
    return keys.some(({ bytes }) => {
      const [kind, value] = [bytes[0], bytes.slice(1)];
      if (kind === KEY_KINDS.phone) return national.startsWith(value);
      return (
        kind === KEY_KINDS.phoneEnd &&
        reversed(international || national || digitsOf(number)).startsWith(value)
      );
    });
  };
}

function isEmailOf({ key, parts }: RowWords['emails'][number], { words, domain, keys }: Piece): boolean {
  if (keys.some(({ bytes }) => bytes === key)) return true;
  return beginAll([parts], words) || (domain !== '' && beginAll([parts], [domain]));
}
