/**
 * Settles the page with its strict content security policy. Invariant: imported before anything else, because
 * libraries read both settings once, when they are first evaluated.
 */
import { config } from 'zod';

/** The nonce that the host put into the page; style elements without it are refused by the browser. */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}

declare global {
  // The global that style injecting libraries (react-remove-scroll) read their nonce from.
  var __webpack_nonce__: string | undefined;
}

globalThis.__webpack_nonce__ = styleNonce();
// Without this zod probes for eval, which the policy forbids and the console reports.
config({ jitless: true });
