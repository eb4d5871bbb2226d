/** A customer as a form holds it, made ready to be stored. Pure but for what `making` gives. */

import { isOfModel, raised } from '../configuration/model.ts';
import type { AttributeDefinition, ProfileModel } from '../configuration/schema.ts';
import { keepConsented } from '../preference/dietary.ts';
import { withOptionKeys } from '../profile/attribute-label.ts';
import { withDefaults } from '../profile/attribute-value.ts';
import type { Attributes } from '../profile/schema.ts';
import { bookAfter } from './address-book.ts';
import type { Verified } from './contact-points.ts';
import { tidyEmail } from './email-address.ts';
import { formerAfter } from './former-points.ts';
import { foldEmail } from './normalise.ts';
import { withReadPhones } from './phone.ts';
import { type Sourcing, withSources } from './point-source.ts';
import type { CustomerEditable } from './schema.ts';
import { trimmed } from './trim.ts';

export type Making = Sourcing & {
  newId: () => string;
  /** The country that numbers are read in where the customer has no address. */
  deskCountry: string;
  /** The custom attributes there are. */
  definitions: readonly AttributeDefinition[];
  /** The models of profiles there are. */
  models: readonly ProfileModel[];
};

/**
 * `mine` without space around its texts, with numbers read, addresses that moved closed and replaced, e-mails and phones
 * that were left kept as former ones, the domains of new e-mails in lower case, the source of every new value, and no contact
 * point verified that is another one now. `before` is what the form began with; null for a new customer.
 */
export function prepareSave(
  before: CustomerEditable | null,
  mine: CustomerEditable,
  making: Making,
): CustomerEditable {
  const tidy = withReadPhones(before, trimmed(mine), making.deskCountry);
  const { models } = making;
  const model = raised(tidy.model, models);
  const definitions = making.definitions.filter(({ key }) => isOfModel(model, models, key));
  const ready = {
    ...tidy,
    model,
    attributes: readyAttributes(tidy.attributes, before?.attributes ?? {}, definitions),
    emails: tidy.emails.map((given) => {
      const former = before?.emails.find(({ id }) => id === given.id);
      const isKept = former?.address === given.address;
      const email = isKept ? given : { ...given, address: tidyEmail(given.address) };
      return unverifiedIf(former && foldEmail(former.address) !== foldEmail(email.address), former, email);
    }),
    phones: tidy.phones.map((phone) => {
      const former = before?.phones.find(({ id }) => id === phone.id);
      return unverifiedIf(former && former.number !== phone.number, former, phone);
    }),
    addresses: bookAfter(before?.addresses ?? [], tidy.addresses, making),
    formerPoints: formerAfter(before, tidy, making),
  };
  return keepConsented(withSources(before, ready, making));
}

/** Options by their keys, and what a first custom profile begins with. */
function readyAttributes(
  after: Attributes,
  before: Attributes,
  definitions: readonly AttributeDefinition[],
): Attributes {
  const known = new Map(definitions.map((definition) => [definition.key, definition]));
  const read = Object.entries(after).map(([key, value]) => {
    const definition = known.get(key);
    return [key, definition ? withOptionKeys(definition, value) : value];
  });
  return withDefaults(Object.fromEntries(read), before, definitions);
}

type Verifiable = { verified: Verified | null };

/** Whoever verified the former one did not verify the one in its place. */
function unverifiedIf<T extends Verifiable>(
  isOther: boolean | undefined,
  former: Verifiable | undefined,
  point: T,
): T {
  const isCarriedOver = isOther && point.verified?.at === former?.verified?.at;
  return isCarriedOver ? { ...point, verified: null } : point;
}
