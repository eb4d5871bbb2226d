/**
 * The revision under which a role is sent a state. What a role reads of a state is a representation of it with a revision of
 * its own, so that a desk whose user reads less than before, or more, takes the same state anew. Pure.
 *
 * Invariant: the database and receipts hold revisions as they are issued; they get their mark when they leave, and lose it when
 * they come back.
 */
import { FIELD_CLASSES, readsClass } from '#shared/permission/field-classes.ts';
import type { Role } from '#shared/permission/roles.ts';

const MARK = '~';

/** The revision with the mark of what the role reads; as it is for who reads everything, and where there is none. */
export function seenRev(rev: string, role: Role): string {
  const read = FIELD_CLASSES.filter((one) => readsClass(role, one));
  return rev === '' || read.length === FIELD_CLASSES.length ? rev : `${rev}${MARK}${read.length}`;
}

/** The revision that was issued. */
export function issuedRev(rev: string): string {
  return rev.split(MARK)[0] ?? '';
}
