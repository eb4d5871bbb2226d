/**
 * What differs between two states of a customer, field by field, and the way from one to the other and back.
 *
 * Invariants, each a property test
 * - `applyDiff(before, diffOf(before, after))` is `after`, and the reverse of it leads back.
 * - Records differ by property (`business.jobTitle`), lists by element (`emails.<id>`), everything else as a whole.
 *   The order of a list is a field of its own (`emails.#order`), there only when its elements do not tell it.
 */
import { LIST_FIELDS, RECORD_FIELDS } from '../customer/merge.ts';
import { same } from '../sync/three-way.ts';
import type { FieldChange } from './schema.ts';

type State = Record<string, unknown>;
type Element = { id: string };

/** What the envelope says of a state, and what never leaves a desk: no content. */
const NOT_CONTENT = ['id', 'rev', 'mutationId', 'scope', 'updatedAt', 'updatedBy', 'pendingSince', 'unsent'];
const ORDER = '#order';

/** The fields in which the states differ; none for equal ones. */
export function diffOf(before: object, after: object): FieldChange[] {
  const [one, other] = [before as State, after as State];
  const names = Object.keys({ ...one, ...other }).filter((name) => isContent(name));
  return names.flatMap((name) => {
    if (isOf(LIST_FIELDS, name)) return listDiff(name, elements(one[name]), elements(other[name]));
    if (isOf(RECORD_FIELDS, name)) return recordDiff(name, record(one[name]), record(other[name]));
    return valueDiff(name, one[name], other[name]);
  });
}

/** The state with the changes made. Pure; what the changes do not name stays as it is. */
export function applyDiff<T extends object>(state: T, changes: readonly FieldChange[]): T {
  return changes.reduce<State>(applied, state as State) as T;
}

/** The changes that lead back, in the order in which they do. */
export function reversed(changes: readonly FieldChange[]): FieldChange[] {
  return changes.toReversed().map(({ path, from, to }) => ({ path, from: to, to: from }));
}

function applied(state: State, { path, to }: FieldChange): State {
  const [name = '', ...rest] = path.split('.');
  const key = rest.join('.');
  if (key === '') return withValue(state, name, to);
  if (!isOf(LIST_FIELDS, name)) return { ...state, [name]: withValue(record(state[name]), key, to) };
  const list = elements(state[name]);
  return { ...state, [name]: key === ORDER ? inOrder(list, to as string[]) : withElement(list, key, to) };
}

function withValue(state: State, name: string, value: unknown): State {
  if (value !== undefined) return { ...state, [name]: value };
  const { [name]: _gone, ...rest } = state;
  return rest;
}

function withElement(list: Element[], id: string, to: unknown): Element[] {
  if (to === undefined) return list.filter((element) => element.id !== id);
  const isThere = list.some((element) => element.id === id);
  if (!isThere) return [...list, to as Element];
  return list.map((element) => (element.id === id ? (to as Element) : element));
}

/** Elements that the order does not name keep their turn at the end. */
function inOrder(list: Element[], ids: readonly string[]): Element[] {
  const rank = ({ id }: Element) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return list.toSorted((one, other) => rank(one) - rank(other));
}

function listDiff(name: string, before: Element[], after: Element[]): FieldChange[] {
  const [from, to] = [byId(before), byId(after)];
  const ids = [...new Set([...from.keys(), ...to.keys()])];
  const changes = ids.flatMap((id) => valueDiff(`${name}.${id}`, from.get(id), to.get(id)));
  const told =
    same(idsOf(naively(before, changes)), idsOf(after)) &&
    same(idsOf(naively(after, reversed(changes))), idsOf(before));
  if (told) return changes;
  // In the middle of the way both ways: the elements are all there before they are put in order.
  const order = { path: `${name}.${ORDER}`, from: idsOf(before), to: idsOf(after) };
  return [order, ...changes, order];
}

function naively(list: Element[], changes: readonly FieldChange[]): Element[] {
  return changes.reduce((now, { path, to }) => withElement(now, path.slice(path.indexOf('.') + 1), to), list);
}

function recordDiff(name: string, before: State, after: State): FieldChange[] {
  const keys = Object.keys({ ...before, ...after });
  return keys.flatMap((key) => valueDiff(`${name}.${key}`, before[key], after[key]));
}

function valueDiff(path: string, from: unknown, to: unknown): FieldChange[] {
  return same(from, to) ? [] : [{ path, from, to }];
}

function isContent(name: string): boolean {
  return !NOT_CONTENT.includes(name) && !name.startsWith('_');
}

function isOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function elements(value: unknown): Element[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): State {
  return typeof value === 'object' && value !== null ? (value as State) : {};
}

function byId(list: Element[]): Map<string, Element> {
  return new Map(list.map((element) => [element.id, element]));
}

function idsOf(list: Element[]): string[] {
  return list.map(({ id }) => id);
}
