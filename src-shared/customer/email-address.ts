/** How e-mail addresses are written, also with a domain of letters beyond ASCII (IDN, RFC 5891). Pure. */

/** Of every runtime that this runs on; the shared rules know no more of any. */
declare const URL: new (address: string) => { hostname: string };

/** The address with its domain in lower case; what stands before the `@` is for the mail server to judge (RFC 5321 2.4). */
export function tidyEmail(address: string): string {
  const [local, domain] = partsOf(address);
  return local === '' ? address : local + domain.toLowerCase();
}

/** The address in lower case, with its domain as it is looked up: `ada@münchen.de` → `ada@xn--mnchen-3ya.de`. */
export function asciiEmail(address: string): string {
  const [local, domain] = partsOf(address.toLowerCase());
  return local + (asciiDomain(domain) || domain);
}

/**
 * The domain as it is looked up, by the mapping of the runtime (UTS #46, as the URL standard has it); '' where there is none.
 */
export function asciiDomain(domain: string): string {
  const lower = domain.toLowerCase();
  if (ASCII.test(lower)) return lower;
  if (ENDS_HOST.test(lower)) return '';
  try {
    return new URL(`http://${lower}`).hostname;
  } catch {
    return '';
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what this means
const ASCII = /^[\u0000-\u007f]*$/u;
/** What a URL would not take for a part of its host, in whatever width. */
const ENDS_HOST = /[/?#:\\@%]/u;

/** What is before the domain, with the `@`, and the domain; without an `@` nothing is before it. */
function partsOf(address: string): [string, string] {
  const at = address.lastIndexOf('@') + 1;
  return [address.slice(0, at), address.slice(at)];
}
