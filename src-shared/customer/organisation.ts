/**
 * The organisation that a customer acts for or belongs to (FEATURES B9): a link to another customer. Pure but for the
 * look-up that the caller gives.
 *
 * Invariant: following the links never comes back to where it began.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { Customer } from './schema.ts';

export type Linked = Pick<Customer, 'id' | 'kind' | 'organisationId'>;
type Link = Pick<Linked, 'kind' | 'organisationId'>;

/** Longer chains are taken for a loop. */
const MOST_LEVELS = 20;

/**
 * What keeps the link from being saved; a link that the save does not change is not judged.
 * @param find the customer of an id; undefined where there is none, or none to be seen from here.
 * @param knowsAll false on a desk, which has a part of the customers: whom it does not have the server judges.
 */
export async function organisationIssues(
  after: Linked,
  before: Link | null,
  find: (id: string) => Promise<Linked | undefined>,
  knowsAll: boolean,
): Promise<FieldIssue[]> {
  const { organisationId, kind } = after;
  if (organisationId === '' || (before?.organisationId === organisationId && before.kind === kind)) return [];
  const linked = await find(organisationId);
  if (organisationId === after.id) return [{ path: 'organisationId', code: 'loop' }];
  const isOffered = linked ? linked.kind === 'organisation' : !knowsAll;
  if (!isOffered) return [{ path: 'organisationId', code: 'notOffered' }];
  return (await leadsTo(after.id, linked, find)) ? [{ path: 'organisationId', code: 'loop' }] : [];
}

async function leadsTo(
  id: string,
  from: Linked | undefined,
  find: (id: string) => Promise<Linked | undefined>,
): Promise<boolean> {
  let current = from;
  for (let level = 0; current && current.organisationId !== ''; level += 1) {
    if (current.organisationId === id || level === MOST_LEVELS) return true;
    current = await find(current.organisationId);
  }
  return false;
}
