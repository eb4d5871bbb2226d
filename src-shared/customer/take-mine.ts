/**
 * Deciding a clash for mine: puts my value where the merge had left theirs. The path is that of the merge (see merge.ts).
 *
 * Invariant: only what the path names is changed.
 */
import { applyDiff } from '../changes/diff.ts';
import type { Clash } from '../sync/three-way.ts';
import { LIST_FIELDS } from './merge.ts';
import type { CustomerEditable } from './schema.ts';

type Element = { id: string } & Record<string, unknown>;
type MyValue = Pick<Clash, 'field' | 'mine'>;

/** The customer with my value; as it was where the element that the path names is gone. */
export function takeMine(customer: CustomerEditable, { field, mine }: MyValue): CustomerEditable {
  const [name = '', key, property] = field.split('.');
  const isInElement = key === 'primary' || property !== undefined;
  if (!isInElement || !(LIST_FIELDS as readonly string[]).includes(name))
    return applyDiff(customer, [{ path: field, to: mine }]);
  const list = customer[name as keyof CustomerEditable] as unknown as Element[];
  const changed =
    key === 'primary'
      ? list.map((element) => ({ ...element, primary: element.id === mine }))
      : list.map((element) => (element.id === key ? { ...element, [property ?? '']: mine } : element));
  return { ...customer, [name]: changed };
}
