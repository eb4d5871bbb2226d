/** How e-mail addresses are written. Pure. */

/** The address with its domain in lower case; what stands before the `@` is for the mail server to judge (RFC 5321 2.4). */
export function tidyEmail(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return at === 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
}
