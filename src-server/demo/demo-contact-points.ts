/** E-mails, phones and addresses of the demo's customers, as untidy as people type them. */

import {
  type AddressElement,
  type EmailElement,
  newAddress,
  newEmail,
  newPhone,
  type PhoneElement,
} from '#shared/customer/contact-points.ts';
import { foldText } from '#shared/customer/normalise.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';

/** Reserved for documentation: no mail to them ever reaches anybody. */
const DOMAINS = ['example.com', 'example.org', 'example.net', 'mail.example', 'post.example'];

/** None to two addresses, of which no two customers share one. */
export function demoEmails(
  chance: Random,
  { given, family, organisation }: Pick<Customer, 'given' | 'family' | 'organisation'>,
  index: number,
): EmailElement[] {
  const count = chance.chance(92) ? 1 + Number(chance.chance(15)) : 0;
  return Array.from({ length: count }, (_, place) => {
    const name = latin([given, family].filter(Boolean).join('.')) || latin(organisation) || 'post';
    const address = `${name}${index}${place > 0 ? '.b' : ''}@${chance.pick(DOMAINS)}`;
    const shown = chance.chance(5) ? address.toUpperCase() : address;
    const label = place > 0 ? 'work' : 'home';
    return newEmail({ id: chance.uuid(), address: shown, label, primary: place === 0 });
  });
}

function latin(text: string): string {
  return foldText(text)
    .replace(/[^a-z0-9.]+/g, '')
    .replace(/^\.+|\.+$/g, '');
}

/** None to three numbers in the formats of the place. */
export function demoPhones(chance: Random, place: Place): PhoneElement[] {
  const count = chance.chance(95) ? 1 + chance.int(3) : 0;
  return Array.from({ length: count }, (_, position) =>
    newPhone({
      id: chance.uuid(),
      number: fill(chance, chance.pick(place.phones)),
      label: ['mobile', 'home', 'work'][position] ?? '',
      primary: position === 0,
    }),
  );
}

/** None to two addresses, written as in the place. */
export function demoAddresses(chance: Random, place: Place): AddressElement[] {
  const count = chance.chance(90) ? 1 + Number(chance.chance(20)) : 0;
  return Array.from({ length: count }, (_, position) =>
    newAddress({
      id: chance.uuid(),
      nickname: ['Home', 'Work'][position] ?? '',
      lines: streetLines(chance, place),
      city: chance.pick(place.towns),
      postcode: fill(chance, place.postcode),
      country: place.country,
      primary: position === 0,
    }),
  );
}

function streetLines(chance: Random, place: Place): string[] {
  const number = String(1 + chance.int(180)) + (chance.chance(10) ? 'a' : '');
  const street = chance.pick(place.streets);
  const line = place.numberFirst ? `${number} ${street}` : `${street} ${number}`;
  return chance.chance(12) ? [line, `${1 + chance.int(9)}. OG`] : [line];
}

/** `#` becomes a digit, `@` a letter. */
function fill(chance: Random, pattern: string): string {
  return pattern
    .replace(/#/g, () => String(chance.int(10)))
    .replace(/@/g, () => 'ABCDEFGHJKLMNPRSTUVWXY'.charAt(chance.int(22)));
}
