/**
 * What a request must show before it is heard (PLATFORM 1.1). Pure.
 *
 * Host: exact, which ends DNS rebinding. Origin: exact on everything that changes something and on the
 * WebSocket, which CORS does not protect.
 */
import type { IncomingHttpHeaders } from 'node:http';

export type Refusal = { status: 400 | 401 | 403; reason: 'host' | 'origin' | 'session' };

/** The origin this host is reached by. */
export function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

export function cookieName(port: number): string {
  return `callbook-${port}`;
}

/** Refusal of a request whose Host is not exactly ours, else null. */
export function checkHost(headers: IncomingHttpHeaders, port: number): Refusal | null {
  return headers.host === `127.0.0.1:${port}` ? null : { status: 403, reason: 'host' };
}

/** Refusal of a request that another page, or no page, made; else null. */
export function checkOrigin(headers: IncomingHttpHeaders, port: number): Refusal | null {
  const site = headers['sec-fetch-site'];
  const sameSite = site === undefined || site === 'same-origin';
  return headers.origin === originOf(port) && sameSite ? null : { status: 403, reason: 'origin' };
}

/** The value of our session cookie, if the request has one. */
export function sessionCookie(headers: IncomingHttpHeaders, port: number): string | undefined {
  const wanted = `${cookieName(port)}=`;
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(wanted))?.slice(wanted.length);
}
