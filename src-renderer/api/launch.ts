/** Exchanges the single-use launch token in the address for a cookie, and takes it out of the address. */

/** The token in a location hash such as `#launch=abc`, or null. */
export function launchToken(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('launch');
}

/** False when the core refused the token. Without a token, or with the core away, there is nothing to refuse. */
export async function redeemLaunchToken(): Promise<boolean> {
  const token = launchToken(window.location.hash);
  if (token === null) return true;
  window.history.replaceState(null, '', window.location.pathname);
  const answer = await fetch('/launch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => null);
  return answer === null || answer.ok;
}
