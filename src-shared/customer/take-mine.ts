/**
 * Deciding a clash for mine: puts my value where the merge had left theirs. The path is that of the merge (see merge.ts).
 *
 * Invariant: only what the path names is changed.
 */
import type { Clash } from '../sync/three-way.ts';
import { LIST_FIELDS, type ListField } from './merge.ts';
import type { CustomerEditable } from './schema.ts';

type Element = { id: string } & Record<string, unknown>;
type MyValue = Pick<Clash, 'field' | 'mine'>;

/** The customer with my value; as it was where the element that the path names is gone. */
export function takeMine(customer: CustomerEditable, { field, mine }: MyValue): CustomerEditable {
  const [name = '', key, property] = field.split('.');
  if (key === undefined) return { ...customer, [name]: mine };
  if (!isList(name)) {
    const record = customer[name as keyof CustomerEditable] as Record<string, unknown>;
    return { ...customer, [name]: withProperty(record, key, mine) };
  }
  const list = customer[name] as unknown as Element[];
  return { ...customer, [name]: inList(list, key, property, mine) };
}

function inList(list: Element[], key: string, property: string | undefined, mine: unknown): Element[] {
  if (key === 'primary') return list.map((element) => ({ ...element, primary: element.id === mine }));
  if (property !== undefined)
    return list.map((element) => (element.id === key ? { ...element, [property]: mine } : element));
  if (mine === undefined) return list.filter(({ id }) => id !== key);
  const isThere = list.some(({ id }) => id === key);
  return isThere
    ? list.map((element) => (element.id === key ? (mine as Element) : element))
    : [...list, mine as Element];
}

function withProperty(record: Record<string, unknown>, key: string, value: unknown): Record<string, unknown> {
  const { [key]: _before, ...others } = record;
  return value === undefined ? others : { ...record, [key]: value };
}

function isList(name: string): name is ListField {
  return (LIST_FIELDS as readonly string[]).includes(name);
}
