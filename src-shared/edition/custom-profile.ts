/** A save where custom profiles are not, or no more, in the edition: what is there stays, and nothing is asked for. Pure. */
import type { FieldIssue } from '../api/errors.ts';
import type { Attributes } from '../profile/schema.ts';
import { same } from '../sync/three-way.ts';

/** The issues of the save, without those that only a change could mend, and with one for each value that changes. */
export function heldByEdition(
  issues: readonly FieldIssue[],
  after: Attributes,
  before: Attributes,
): FieldIssue[] {
  const keys = Object.keys({ ...before, ...after });
  const changed = keys.filter((key) => !same(after[key] ?? null, before[key] ?? null));
  return [
    ...issues.filter(({ path, code }) => !(path.startsWith('attributes.') && code === 'required')),
    ...changed.map((key) => ({ path: `attributes.${key}`, code: 'notInEdition' as const })),
  ];
}
