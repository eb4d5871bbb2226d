/**
 * Who may see a comment, of those who may hold its customer: `all` of them, the author's `team`, or, `restricted`,
 * its author; privacy officers see every comment.
 *
 * Said in the comment's scope keys, so that the feed, which keeps them, decides without the document: beside the
 * keys of the customer a comment that is not for all has `LIMITED` and one `seen:` key for each group that may
 * see it. A row with `LIMITED` reaches only users of whom one `seen:` key is in it. The two conditions are joined
 * by AND, so that a colleague of the author who loses the customer loses the comment too.
 */
import type { Me } from '../permission/me.ts';
import type { Comment } from './schema.ts';

type Visibility = Comment['visibility'];
type Person = Pick<Me, 'sub' | 'scopeKeys'>;

export const LIMITED = 'limited';
const TEAM = 'team:';

/** The scope keys of a comment by this author on a customer with these keys. */
export function commentScope(
  customerKeys: readonly string[],
  visibility: Visibility,
  author: Person,
): string[] {
  if (visibility === 'all') return [...customerKeys];
  const groups = visibility === 'team' ? groupsOf(author) : [];
  return [...customerKeys, LIMITED, ...seenBy(author.sub, groups)];
}

/** The keys of a comment whose customer moved: those of the customer are replaced, who may see it stays. */
export function movedCommentScope(before: readonly string[], customerKeys: readonly string[]): string[] {
  return [...customerKeys, ...before.filter((key) => key === LIMITED || key.startsWith('seen:'))];
}

/** The `seen:` keys that a user answers to; null for one whom no limit stops. */
export function audienceKeys(me: Me): string[] | null {
  return me.role === 'privacyOfficer' ? null : seenBy(me.sub, groupsOf(me));
}

/** True when the limit of a row with these keys, if it has one, lets the user see it. */
export function inAudience(me: Me, rowKeys: readonly string[]): boolean {
  if (!rowKeys.includes(LIMITED)) return true;
  const keys = audienceKeys(me);
  return keys === null || rowKeys.some((key) => keys.includes(key));
}

/** A person's teams; the regions of those who are in none. Who sees every row is in no group by that. */
function groupsOf({ scopeKeys }: Person): string[] {
  const teams = scopeKeys.filter((key) => key.startsWith(TEAM));
  return teams.length > 0 ? teams : scopeKeys.filter((key) => key !== '*');
}

function seenBy(sub: string, groups: readonly string[]): string[] {
  return [`seen:user:${sub}`, ...groups.map((key) => `seen:${key}`)];
}
