/** What customers may be found by of their preferences. Pure, and small: the workers of the index load it. */
import { PREFERENCE_KINDS } from '../preference/schema.ts';

/** What tells of health or belief is no way to pick people. */
const SPECIAL: readonly string[] = ['dietary', 'accessibility'];
/** Kinds of preference that customers can be found by. */
export const SEARCHABLE_PREFERENCES: ReadonlySet<string> = new Set(
  PREFERENCE_KINDS.filter((kind) => !SPECIAL.includes(kind)),
);
