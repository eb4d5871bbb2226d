/**
 * Links by which a telephone system opens a customer: `callbook://call?from=…` and `callbook://customer?number=…`. Pure.
 *
 * A link comes from anywhere, also from a page that somebody was lured to. It only ever names what to look for: nothing in
 * it is run, opened or shown as anything but the text in the find box.
 */
import type { ScreenPop } from '#shared/search/screen-pop.ts';

export const SCREEN_POP_SCHEME = 'callbook';

const LONGEST_LINK = 300;
const PRINTABLE = /^[\x21-\x7e]+$/;
const PHONE = /^\+?[0-9][0-9 ()./-]{1,29}$/;
const CUSTOMER_NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} ._/#-]{0,39}$/u;

/** What a link asks for; null for anything that is not exactly such a link. */
export function parseScreenPop(link: string): ScreenPop | null {
  if (link.length > LONGEST_LINK || !PRINTABLE.test(link) || !URL.canParse(link)) return null;
  const { protocol, hostname, port, username, password, pathname, hash, searchParams } = new URL(link);
  const isBare = [port, username, password, hash].every((part) => part === '') && /^\/?$/.test(pathname);
  if (protocol !== `${SCREEN_POP_SCHEME}:` || !isBare) return null;
  if (hostname === 'call') return only(searchParams, 'from', PHONE, (from) => ({ kind: 'call', from }));
  if (hostname !== 'customer') return null;
  return only(searchParams, 'number', CUSTOMER_NUMBER, (number) => ({ kind: 'customer', number }));
}

/** The one value of a name, if it is what such a value looks like. Other names, such as `callId`, are passed over. */
function only(
  params: URLSearchParams,
  name: string,
  pattern: RegExp,
  make: (value: string) => ScreenPop,
): ScreenPop | null {
  const [value, ...others] = params.getAll(name).map((one) => one.trim());
  return value !== undefined && others.length === 0 && pattern.test(value) ? make(value) : null;
}
