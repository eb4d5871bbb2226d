/** Where another system shows an order. It comes from outside and is opened in the browser of the computer. */
import { z } from 'zod';

const LIMIT = 500;
/** A host by name, and after it only what an address may be written with (RFC 3986 2): so nobody's name and password fit in. */
const PAGE = /^https:\/\/[a-z\d][a-z\d.-]*(?::\d{1,5})?(?:[/?#][!-~]*)?$/iu;

/** True for a page that may be opened: nothing but https, and no user in it. */
export function isOrderPage(address: string): boolean {
  return address.length <= LIMIT && PAGE.test(address);
}

export const OrderLink = z.string().max(LIMIT).refine(isOrderPage);
