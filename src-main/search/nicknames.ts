/** Names that a name is used for: `bob` is Robert, Rob, Bobby. Pure. */
import { NICKNAME_GROUPS } from './nickname-groups.ts';

const NONE: readonly string[] = [];

/** The other names of all groups that a folded name is in. */
export function nicknamesOf(name: string): readonly string[] {
  return groups().get(name) ?? NONE;
}

let made: Map<string, string[]> | null = null;

/** Made when it is first asked for: the start of a desk does not wait for it. */
function groups(): Map<string, string[]> {
  if (made) return made;
  made = new Map();
  for (const line of NICKNAME_GROUPS.trim().split('\n')) {
    const group = line.split(' ');
    for (const name of group) {
      const others = new Set([...(made.get(name) ?? []), ...group]);
      others.delete(name);
      made.set(name, [...others]);
    }
  }
  return made;
}
