/** A browser of a few lines: follows redirects one by one and keeps cookies, for walking through a sign-in. */

export type Visited = { url: string; text: string };

/** Opens pages; a redirect to an address that `stopsAt` accepts is not followed but given back. */
export function cookieBrowser(
  stopsAt: (url: string) => boolean = () => false,
): (url: string, init?: RequestInit) => Promise<Visited> {
  const cookies = new Map<string, string>();
  return async function open(url, init = {}): Promise<Visited> {
    if (stopsAt(url)) return { url, text: '' };
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    return next ? open(new URL(next, url).href) : { url, text: await response.text() };
  };
}
