/**
 * Changes that ask for a reason. The name by law, e-mail addresses, the phone and the address that come first, and the tax id
 * do so where the control says (FEATURES C16); a postcode that does not look like one does at every desk (C9). Pure.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { ControlValues } from '../configuration/controls.ts';
import { same } from '../sync/three-way.ts';
import { isCurrent } from './address-book.ts';
import { looksLikePostcode } from './address-format.ts';
import type { AddressElement } from './contact-points.ts';
import { tidyEmail } from './email-address.ts';
import type { CustomerEditable } from './schema.ts';
import { trimmed } from './trim.ts';

/** The reason that stands where none was given and the control allows it. */
export const USUAL_REASON = 'Customer said';

/** True when a stored customer changes in something that a reason is asked for; never for a new one. */
export function isCritical(after: CustomerEditable, before: CustomerEditable | null): boolean {
  return before !== null && !same(criticalPart(trimmed(before)), criticalPart(trimmed(after)));
}

/**
 * True when an address in use has a postcode that does not look like one of its country and that no address of `before` has:
 * one that stands, or is taken up again, was explained when it came.
 */
export function hasOddPostcode({ addresses }: Addresses, before: Addresses | null): boolean {
  const known = before?.addresses.map(postcodeOf) ?? [];
  return addresses.some(
    (address) =>
      isCurrent(address) &&
      !looksLikePostcode(address.postcode, address.country) &&
      !known.includes(postcodeOf(address)),
  );
}

type Addresses = Pick<CustomerEditable, 'addresses'>;

function postcodeOf({ country, postcode }: AddressElement): string {
  return `${country} ${postcode.trim()}`;
}

/**
 * A reason that is needed and was not given.
 * @param atDesk somebody is there who can be asked. The server takes a postcode as it is: a desk of before asked for nothing.
 */
export function whyIssues(
  after: CustomerEditable,
  before: CustomerEditable | null,
  why: string,
  { control, atDesk }: { control: ControlValues['CHANGE_REASON']; atDesk: boolean },
): FieldIssue[] {
  if (why.trim() !== '') return [];
  if (atDesk && hasOddPostcode(after, before)) return [{ path: 'why', code: 'oddPostcode' }];
  return control === 'REQUIRE' && isCritical(after, before) ? [{ path: 'why', code: 'required' }] : [];
}

/** The reason to be kept with the version. */
export function reasonFor(
  after: CustomerEditable,
  before: CustomerEditable | null,
  why: string,
  control: ControlValues['CHANGE_REASON'],
): string {
  const given = why.trim();
  const isUsual = control === 'ASK' && isCritical(after, before) && !hasOddPostcode(after, before);
  return given === '' && isUsual ? USUAL_REASON : given;
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
