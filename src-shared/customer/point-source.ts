/**
 * Where the value of an e-mail or phone came from, and since when it is in use (FEATURES A9, C7). Pure.
 *
 * Invariants, each a property test
 * - A value that stands, in whatever spelling, keeps what is noted of it; one that is new has a day.
 * - What was noted once is not noted again: the server leaves the notes of a desk as they are.
 */
import type { EmailElement, PhoneElement } from './contact-points.ts';
import { keyOf } from './former-points.ts';
import { CUSTOMER_LIMITS } from './limits.ts';
import type { CustomerEditable } from './schema.ts';

type Points = Pick<CustomerEditable, 'emails' | 'phones'>;
type Point = EmailElement | PhoneElement;
export type Sourcing = {
  now: string;
  /** Why, as it is kept with the version. */
  why: string;
};

/** The customer with the time and the reason at each e-mail and phone that is new, or another one than in `before`. */
export function withSources<C extends Points>(before: Points | null, after: C, sourcing: Sourcing): C {
  return {
    ...after,
    emails: after.emails.map((email) => sourced(before?.emails, email, sourcing)),
    phones: after.phones.map((phone) => sourced(before?.phones, phone, sourcing)),
  };
}

function sourced<P extends Point>(stored: readonly P[] | undefined, point: P, { now, why }: Sourcing): P {
  const former = stored?.find(({ id }) => id === point.id);
  const { source, since } = former ?? NOTHING;
  const isOther = former === undefined || keyOfPoint(former) !== keyOfPoint(point);
  // A form, and a desk that does not know of it, send the note of the former value with the new one.
  if (!isOther || point.since !== since) return point;
  return { ...point, source: point.source === source ? shortened(why) : point.source, since: now };
}

const NOTHING = { source: '', since: null };

function keyOfPoint(point: Point): string {
  return 'address' in point
    ? keyOf({ kind: 'email', value: point.address })
    : keyOf({ kind: 'phone', value: point.number });
}

function shortened(why: string): string {
  const text = why.trim();
  if (text.length <= CUSTOMER_LIMITS.source) return text;
  return `${text.slice(0, CUSTOMER_LIMITS.source - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
