/**
 * Kept searches that name a person who was forgotten.
 *
 * Invariant: asked while the person is still on this desk, because afterwards nobody knows whom a search names.
 */

import type { FieldChange } from '#shared/changes/schema.ts';
import { digitsOf, emailForms, foldEmail, foldText, wordsOf } from '#shared/customer/normalise.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { SavedView } from '#shared/search/view.ts';
import { keepViews, readViews } from '../customer/saved-views.ts';
import type { DeskDatabase } from '../store/database.ts';

type Named = Pick<
  Customer,
  'number' | 'given' | 'family' | 'preferredName' | 'organisation' | 'identifiers' | 'emails' | 'phones'
>;

const SHORTEST_PHONE = 6;

/**
 * Drops the kept searches that name one of the persons whom these documents are about: by what they are called now, or were by
 * a version that goes.
 */
export async function dropViewsOf(
  database: DeskDatabase,
  collection: string,
  ids: readonly string[],
): Promise<void> {
  const views = await readViews(database);
  if (views.length === 0) return;
  const persons = await personsOf(database, collection, ids);
  const left = views.filter((view) => !persons.some((person) => namesPerson(view, person)));
  if (left.length < views.length) await keepViews(database, left);
}

async function personsOf(
  database: DeskDatabase,
  collection: string,
  ids: readonly string[],
): Promise<Named[]> {
  if (collection === 'customers') {
    const documents = await database.customers.findByIds([...ids]).exec();
    const versions = await database.changes.find({ selector: { customerId: { $in: [...ids] } } }).exec();
    const former = versions.flatMap((one) => formerNames(one.toMutableJSON().fields));
    return [...[...documents.values()].map((one) => one.toMutableJSON()), ...former];
  }
  // Versions may go before their customer is said to be gone, or after it.
  if (collection !== 'changes') return [];
  const versions = await database.changes.findByIds([...ids]).exec();
  return [...versions.values()].flatMap((one) => formerNames(one.toMutableJSON().fields));
}

/** What a version says the person was or became called, each as somebody called just so. Pure. */
export function formerNames(fields: readonly FieldChange[]): Named[] {
  const names = fields.filter(({ path }) => NAMES.has(path)).flatMap(({ from, to }) => [from, to]);
  return names.flatMap((name) =>
    typeof name === 'string' && name !== '' ? { ...NOBODY, family: name } : [],
  );
}

const NAMES = new Set(['given', 'family', 'preferredName']);
const NOBODY = {
  ...{ number: '', given: '', family: '', preferredName: '', organisation: '' },
  ...{ identifiers: [], emails: [], phones: [] },
};

/**
 * True when the search asks for this person: by one of their names, or by what is theirs alone. What it is called tells of
 * them only by their whole name or what is theirs alone, as "Grace period" is about nobody. Pure.
 */
export function namesPerson({ name, text }: SavedView, person: Named): boolean {
  const called = [person.given, person.family, person.preferredName].flatMap(wordsOf);
  const asked = new Set(wordsOf(text));
  if (called.some((word) => asked.has(word))) return true;
  const label = new Set(wordsOf(name));
  const whole = wordsOf(`${person.given} ${person.family}`);
  if (whole.length > 1 && whole.every((word) => label.has(word))) return true;
  return [text, name].some((words) => hasOwn(words, person));
}

function hasOwn(text: string, person: Named): boolean {
  const folded = foldText(text);
  const own = [person.number, person.organisation, ...person.identifiers.map(({ value }) => value)];
  if (own.some((one) => one !== '' && folded.includes(foldText(one)))) return true;
  const mails = person.emails.flatMap(({ address }) => emailForms(address));
  if (mails.some((one) => one !== '' && foldEmail(text).includes(one))) return true;
  const digits = digitsOf(text);
  if (digits.length < SHORTEST_PHONE) return false;
  return person.phones.some(({ number, e164 }) =>
    [number, e164].some(
      (one) => digitsOf(one) !== '' && digitsOf(one).endsWith(digits.slice(-SHORTEST_PHONE)),
    ),
  );
}
