/**
 * Three-way merge of a customer: base (what the edit was made on), mine, theirs.
 *
 * Invariants, each a property test
 * - Different fields both stand; lists merge by element id, elements and records by property.
 * - A change of mine is in the result, or equal to theirs after normalising, or named in `clashes`.
 * - Where both changed the same thing, theirs stands in place and mine is in the clash.
 * - What is noted of a contact point's value goes with the value that stands, and clashes with nothing.
 * - What rests on a consent that one side withdrew is gone, and no clash.
 */

import { keepConsented } from '../preference/dietary.ts';
import { agreedAnswers } from '../profile/answers.ts';
import { type Clash, mergeRecord, mergeValue, same } from '../sync/three-way.ts';
import { digitsOf, foldEmail, foldKey, foldText } from './normalise.ts';
import { type CustomerEditable, EDITABLE_FIELDS } from './schema.ts';

export type MergeResult = { merged: CustomerEditable; clashes: Clash[] };

type Element = { id: string; primary?: boolean } & Record<string, unknown>;

export const LIST_FIELDS = [
  'emails',
  'phones',
  'addresses',
  'identifiers',
  'formerPoints',
  'preferences',
  'knownIssues',
  'consents',
] as const;
export type ListField = (typeof LIST_FIELDS)[number];
export const RECORD_FIELDS = ['demographics', 'business', 'userProfile', 'attributes', 'responses'] as const;
export type RecordField = (typeof RECORD_FIELDS)[number];

/** What tells two elements of a list to be the same thing added twice; '' never is. */
const ELEMENT_KEYS: Record<ListField, (element: Element) => string> = {
  emails: (element) => foldEmail(String(element.address)),
  phones: (element) => digitsOf(String(element.number)),
  addresses: (element) =>
    foldText(
      JSON.stringify([element.lines, element.postcode, element.city, element.country, element.closedAt]),
    ),
  identifiers: (element) => foldKey(`${element.kind} ${element.system} ${element.value}`),
  formerPoints: (element) => `${element.kind} ${foldKey(String(element.value))}`,
  preferences: (element) => foldText(JSON.stringify([element.kind, element.purpose, element.value])),
  knownIssues: (element) => foldText(String(element.text)),
  // Two entries of the ledger are two events, however alike.
  consents: () => '',
};

/** What the notes of an element speak of (`point-source.ts`). */
const NOTED_VALUES: Partial<Record<ListField, string>> = { emails: 'address', phones: 'number' };
const NOTES: readonly string[] = ['source', 'since'];

/** Merges the editable fields of a customer. Pure; inputs are not changed. */
export function mergeCustomer(
  base: CustomerEditable,
  given: CustomerEditable,
  theirs: CustomerEditable,
): MergeResult {
  const mine = { ...given, responses: agreedAnswers(given.responses, theirs.responses) };
  const clashes: Clash[] = [];
  const merged: Record<string, unknown> = {};
  for (const field of EDITABLE_FIELDS) {
    if (isList(field)) merged[field] = mergeList(field, base[field], mine[field], theirs[field], clashes);
    else if (isRecord(field))
      merged[field] = mergeRecord(field, base[field], mine[field], theirs[field], clashes);
    else if (field === 'model') merged[field] = mergeModel(base, mine, theirs, clashes);
    else merged[field] = mergeValue(field, base[field], mine[field], theirs[field], clashes);
  }
  return { merged: keepConsented(merged as CustomerEditable), clashes };
}

type Side = Pick<CustomerEditable, 'model'>;

/** Two desks that know another version of one model do not clash: the newer one stands. */
function mergeModel(base: Side, mine: Side, theirs: Side, clashes: Clash[]): unknown {
  const isSameModel = mine.model !== null && mine.model.code === theirs.model?.code;
  if (isSameModel && mine.model && theirs.model)
    return mine.model.version > theirs.model.version ? mine.model : theirs.model;
  return mergeValue('model', base.model, mine.model, theirs.model, clashes);
}

/** The editable fields in which two customers differ, by value. */
export function changedFields(before: CustomerEditable, after: CustomerEditable): (keyof CustomerEditable)[] {
  return EDITABLE_FIELDS.filter((field) => !same(before[field], after[field]));
}

function isList(field: keyof CustomerEditable): field is ListField {
  return (LIST_FIELDS as readonly string[]).includes(field);
}

function isRecord(field: keyof CustomerEditable): field is RecordField {
  return (RECORD_FIELDS as readonly string[]).includes(field);
}

function mergeList(
  field: ListField,
  base: Element[],
  mine: Element[],
  theirs: Element[],
  clashes: Clash[],
): Element[] {
  const baseById = byId(base);
  const mineById = byId(mine);
  const theirsById = byId(theirs);
  const kept = theirs.flatMap((theirElement) => {
    const merged = mergeElement(
      field,
      baseById.get(theirElement.id),
      mineById.get(theirElement.id),
      theirElement,
      clashes,
    );
    return merged ? [merged] : [];
  });
  const added = mine
    .filter((element) => !theirsById.has(element.id))
    .flatMap((element) => {
      const before = baseById.get(element.id);
      if (before) return removedByThem(field, before, element, clashes);
      return isTwin(field, element, theirs, baseById) ? [] : [element];
    });
  return onePrimary(field, [...kept, ...added], { base, mine, theirs }, clashes);
}

function mergeElement(
  field: ListField,
  base: Element | undefined,
  mine: Element | undefined,
  theirs: Element,
  clashes: Clash[],
): Element | undefined {
  if (!mine) {
    if (!base) return theirs;
    if (same(base, theirs)) return undefined;
    clashes.push({ field: `${field}.${theirs.id}`, mine: undefined, theirs });
    return theirs;
  }
  const before: Record<string, unknown> = base ?? {};
  const value = NOTED_VALUES[field];
  const pathOf = (property: string) => `${field}.${theirs.id}.${property}`;
  const merged: Record<string, unknown> = {};
  for (const property of Object.keys({ ...theirs, ...mine })) {
    const heard = value !== undefined && NOTES.includes(property) ? [] : clashes;
    merged[property] = mergeValue(
      pathOf(property),
      before[property],
      mine[property],
      theirs[property],
      heard,
    );
  }
  const isTheirs = value !== undefined && clashes.some((clash) => clash.field === pathOf(value));
  const notes = isTheirs ? { source: theirs.source, since: theirs.since } : {};
  return { ...merged, ...notes } as Element;
}

/** They removed what I changed: it stays removed, and my change goes to the inbox. Unchanged, it is just gone. */
function removedByThem(field: ListField, base: Element, mine: Element, clashes: Clash[]): Element[] {
  if (!same(base, mine)) clashes.push({ field: `${field}.${mine.id}`, mine, theirs: undefined });
  return [];
}

/** Both added the same address or number: theirs is it. */
function isTwin(field: ListField, mine: Element, theirs: Element[], base: Map<string, Element>): boolean {
  const key = ELEMENT_KEYS[field](mine);
  return key !== '' && theirs.some((other) => !base.has(other.id) && ELEMENT_KEYS[field](other) === key);
}

/** Two desks that each made another element primary leave two: theirs stays, mine becomes a clash. */
function onePrimary(
  field: ListField,
  list: Element[],
  sides: { base: Element[]; mine: Element[]; theirs: Element[] },
  clashes: Clash[],
): Element[] {
  const primaries = list.filter((element) => element.primary);
  if (primaries.length < 2) return list;
  const theirChoice = primaryId(sides.theirs);
  const myChoice = primaryId(sides.mine);
  const theyChanged = theirChoice !== undefined && theirChoice !== primaryId(sides.base);
  const winner = theyChanged || myChoice === undefined ? theirChoice : myChoice;
  if (theyChanged && myChoice !== theirChoice && myChoice !== primaryId(sides.base)) {
    clashes.push({ field: `${field}.primary`, mine: myChoice, theirs: theirChoice });
  }
  const first = primaries.find((element) => element.id === winner) ?? primaries[0];
  return list.map((element) => (element.primary ? { ...element, primary: element === first } : element));
}

function primaryId(list: Element[]): string | undefined {
  return list.find((element) => element.primary)?.id;
}

function byId(list: Element[]): Map<string, Element> {
  return new Map(list.map((element) => [element.id, element]));
}
