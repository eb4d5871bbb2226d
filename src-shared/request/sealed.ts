/** What desk and server must agree on to seal a password; each has its own half of the code. */

/** DER of an X25519 public key up to the key itself (RFC 8410), hex. */
export const SEAL_PREFIX = '302a300506032b656e032100';
export const SEAL_INFO = 'callbook partner password 1';

/** What a sealed password is for; it opens for nothing else. */
export function sealContext(of: { customerId: string; distributor: string; userId: string }): string {
  return JSON.stringify([of.customerId, of.distributor, of.userId]);
}
