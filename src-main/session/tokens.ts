/**
 * The tokens of the signed-in user. Invariants: one refresh at a time (a rotated refresh token used twice ends
 * the session), and a new refresh token is on the disk before the access token that came with it is used.
 */

import type { TokenSource } from '../sync/server.ts';
import { ServerError } from '../sync/server-error.ts';
import type { Identity, TokenSet } from './identity.ts';

/** An access token with less life than this left is renewed first. */
const SPARE_MS = 30_000;

export type TokenKeeper = {
  source: TokenSource;
  /** Takes the tokens of a fresh sign-in. */
  replace(tokens: TokenSet): Promise<void>;
  current(): TokenSet;
};

/** Keeps `tokens`, renews them by `identity` and hands each new set to `save` first. */
export function createTokenKeeper(
  identity: Pick<Identity, 'refresh'>,
  tokens: TokenSet,
  save: (tokens: TokenSet) => Promise<void>,
): TokenKeeper {
  let current = tokens;
  let renewing: Promise<TokenSet> | null = null;

  async function replace(next: TokenSet): Promise<void> {
    await save(next);
    current = next;
  }

  async function renew(): Promise<TokenSet> {
    if (!current.refreshToken) throw new ServerError('unauthorized', 401);
    const next = await identity.refresh(current.refreshToken);
    await replace(next);
    return next;
  }

  return {
    replace,
    current: () => current,
    async source({ fresh }) {
      if (!fresh && current.expiresAt - SPARE_MS > Date.now()) return current.accessToken;
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      return (await renewing).accessToken;
    },
  };
}
