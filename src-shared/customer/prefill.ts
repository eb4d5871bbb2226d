/** What somebody typed to find a customer, as the beginning of a new one. Pure. */
import { newEmail, newPhone } from './contact-points.ts';
import { digitsOf } from './normalise.ts';
import { type CustomerEditable, emptyCustomer } from './schema.ts';

const PHONE = /^[+\d\s()./-]+$/u;
const LEAST_DIGITS = 5;

/** What the desk knows already, and an address or a number where the text is one, else a name whose last word is the family name. */
export function prefilledCustomer(
  text: string,
  newId: () => string,
  desk: Partial<CustomerEditable> = {},
): CustomerEditable {
  const empty = { ...emptyCustomer(), ...desk };
  const typed = text.trim();
  if (typed.includes('@')) {
    return {
      ...empty,
      emails: [newEmail({ id: newId(), address: typed.slice(0, 254), label: '', primary: true })],
    };
  }
  if (PHONE.test(typed) && digitsOf(typed).length >= LEAST_DIGITS) {
    return {
      ...empty,
      phones: [newPhone({ id: newId(), number: typed.slice(0, 40), label: '', primary: true })],
    };
  }
  const words = typed.split(/\s+/u).filter(Boolean);
  return {
    ...empty,
    given: words.slice(0, -1).join(' ').slice(0, 120),
    family: (words.at(-1) ?? '').slice(0, 120),
  };
}
