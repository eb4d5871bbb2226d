/**
 * Changes that ask for a reason (FEATURES C16): the name by law, e-mail addresses, the phone and the address that come
 * first, and the tax id. Pure.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { ControlValues } from '../configuration/controls.ts';
import { same } from '../sync/three-way.ts';
import { isCurrent } from './address-book.ts';
import { tidyEmail } from './email-address.ts';
import type { CustomerEditable } from './schema.ts';
import { trimmed } from './trim.ts';

/** The reason that stands where none was given and the control allows it. */
export const USUAL_REASON = 'Customer said';

/** True when a stored customer changes in something that a reason is asked for; never for a new one. */
export function isCritical(after: CustomerEditable, before: CustomerEditable | null): boolean {
  return before !== null && !same(criticalPart(trimmed(before)), criticalPart(trimmed(after)));
}

/** A reason that is needed and was not given. */
export function whyIssues(
  after: CustomerEditable,
  before: CustomerEditable | null,
  why: string,
  control: ControlValues['CHANGE_REASON'],
): FieldIssue[] {
  const isMissing = control === 'REQUIRE' && why.trim() === '' && isCritical(after, before);
  return isMissing ? [{ path: 'why', code: 'required' }] : [];
}

/** The reason to be kept with the version. */
export function reasonFor(
  after: CustomerEditable,
  before: CustomerEditable | null,
  why: string,
  control: ControlValues['CHANGE_REASON'],
): string {
  const given = why.trim();
  return given === '' && control === 'ASK' && isCritical(after, before) ? USUAL_REASON : given;
}

function criticalPart({
  given,
  family,
  organisation,
  emails,
  phones,
  addresses,
  business,
}: CustomerEditable) {
  const place = addresses.find((address) => address.primary && isCurrent(address));
  return [
    [given, family, organisation, business.taxId],
    emails.map(({ address, primary }) => [tidyEmail(address), primary]),
    phones.find(({ primary }) => primary)?.number ?? null,
    place ? [place.lines, place.city, place.region, place.postcode, place.country] : null,
  ];
}
