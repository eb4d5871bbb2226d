/**
 * How a page proves that this program opened it: a launch token in the fragment of its address, exchanged once
 * for a cookie. Fragments are not sent, logged or referred; a token read off a command line is already used.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type Launch = {
  /** A new token, good for one exchange within `lifeMs`. */
  issue(lifeMs: number): string;
  /** The value of the session cookie for an unused token, else null. */
  redeem(token: string): string | null;
  /** True for a cookie value that `redeem` gave out. */
  isSession(cookie: string | undefined): boolean;
};

/** Tokens and sessions of one run of the host. `now` is in milliseconds. */
export function createLaunch(now: () => number = Date.now): Launch {
  const tokens = new Map<string, { hash: Buffer; until: number }>();
  const sessions: Buffer[] = [];
  return {
    issue(lifeMs) {
      const token = randomBytes(32).toString('base64url');
      tokens.set(token.slice(0, 8), { hash: hashOf(token), until: now() + lifeMs });
      return token;
    },
    redeem(token) {
      const name = token.slice(0, 8);
      const found = tokens.get(name);
      if (!found || !timingSafeEqual(found.hash, hashOf(token))) return null;
      tokens.delete(name);
      if (found.until < now()) return null;
      const session = randomBytes(32).toString('base64url');
      sessions.push(hashOf(session));
      return session;
    },
    isSession(cookie) {
      if (!cookie) return false;
      const hash = hashOf(cookie);
      return sessions.some((session) => timingSafeEqual(session, hash));
    },
  };
}

/** Equal length for the comparison in constant time. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
