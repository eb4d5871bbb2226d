/**
 * Corrections of a contact that is wrapped up (FEATURES G1): its author may put notes and code right for a day. Pure.
 *
 * Invariant: what it said before stays in it, so that nothing that was written is ever gone.
 */
import { same } from '../sync/three-way.ts';
import { CONTACT_LIMITS, type Contact } from './schema.ts';

const CORRECTABLE_MS = 86_400_000;

type Said = Pick<Contact, 'notes' | 'wrapUpCode'>;
type Corrected = Said & Pick<Contact, 'wrappedUpAt' | 'corrections'>;

/** True while its author may correct it. */
export function mayCorrect(contact: Pick<Contact, 'wrappedUpAt' | 'corrections'>, at: Date): boolean {
  const { wrappedUpAt, corrections } = contact;
  const isRoom = corrections.length < CONTACT_LIMITS.corrections;
  return wrappedUpAt !== null && isRoom && at.getTime() - Date.parse(wrappedUpAt) < CORRECTABLE_MS;
}

/** The contact as it is put right; itself where nothing changes. */
export function corrected<T extends Corrected>(contact: T, to: Said, at: string): T {
  const { notes, wrapUpCode, corrections } = contact;
  if (notes === to.notes && wrapUpCode === to.wrapUpCode) return contact;
  return { ...contact, ...to, corrections: [...corrections, { at, notes, wrapUpCode }] };
}

/** True where `after` is `before` put right, once or several times: within the day, and with what it said kept. */
export function isCorrection(before: Corrected, after: Corrected): boolean {
  const known = before.corrections.length;
  const added = after.corrections.slice(known);
  const [first] = added;
  return (
    first !== undefined &&
    same(after.corrections.slice(0, known), before.corrections) &&
    first.notes === before.notes &&
    first.wrapUpCode === before.wrapUpCode &&
    added.every(({ at }) => mayCorrect({ ...before, corrections: [] }, new Date(at)))
  );
}
