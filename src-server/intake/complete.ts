/** What middleware gave, over what there is, as a whole customer. Pure but for new ids. */
import { newAddress, newEmail, newPhone } from '#shared/customer/contact-points.ts';
import { type CustomerEditable, emptyCustomer } from '#shared/customer/schema.ts';
import type { CustomerInput } from './schema.ts';

type Element = { id: string; primary: boolean };
type GivenElement = { id?: string; primary?: boolean; kind?: string };

/**
 * The customer with everything that was given in place of what was: records and the custom profile by property, where null
 * clears; a list as a whole, where an element with a known id keeps what it does not mention.
 */
export function completed(
  before: CustomerEditable | null,
  input: CustomerInput,
  newId: () => string,
): CustomerEditable {
  const stored = before ?? emptyCustomer();
  const { region: _r, teamId: _t, why: _w, emails, phones, addresses, identifiers, ...single } = input;
  return {
    ...stored,
    ...defined(single),
    demographics: { ...stored.demographics, ...defined(input.demographics) },
    business: { ...stored.business, ...defined(input.business) },
    userProfile: { ...stored.userProfile, ...defined(input.userProfile) },
    attributes: { ...stored.attributes, ...input.attributes },
    responses: { ...stored.responses, ...input.responses },
    emails: listOf(stored.emails, emails, newId, (email) => newEmail({ label: '', ...email })),
    phones: listOf(stored.phones, phones, newId, (phone) => newPhone({ label: '', ...phone })),
    addresses: listOf(stored.addresses, addresses, newId, (address) =>
      newAddress({ nickname: '', lines: [], city: '', postcode: '', ...address }),
    ),
    identifiers: listOf(stored.identifiers, identifiers, newId, (identifier) => ({
      system: '',
      ...identifier,
      contested: false,
    })),
  };
}

function listOf<T extends Element, G extends GivenElement>(
  stored: T[],
  given: G[] | undefined,
  newId: () => string,
  make: (element: G & Element) => T,
): T[] {
  if (given === undefined) return stored;
  const formerOf = ({ id }: GivenElement) => stored.find((one) => one.id === id);
  return given.map((element, at) => {
    const former = formerOf(element);
    const alike = given.filter(({ kind }) => kind === element.kind);
    // Whoever makes one primary means it instead of the former one, which they need not mention.
    const isSaid = alike.some(({ primary }) => primary);
    const isKept = alike.some((one) => one.primary === undefined && formerOf(one)?.primary);
    const made = make({
      ...element,
      id: element.id ?? newId(),
      primary: element.primary ?? (!isSaid && !isKept && at === 0),
    });
    if (!former) return made;
    return { ...former, primary: former.primary && !isSaid, ...defined(element) };
  });
}

function defined<T extends object>(given: T | undefined): Partial<T> {
  return Object.fromEntries(
    Object.entries(given ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
