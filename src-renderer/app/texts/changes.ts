/** Words for versions of a customer: what a field is called, and what a value of it reads like. */
import type { Change, FieldChange } from '#shared/changes/schema.ts';
import { addressLines } from '#shared/customer/address-format.ts';
import type { AddressElement } from '#shared/customer/contact-points.ts';
import { FIELDS } from '#shared/customer/field-registry.ts';
import { fieldText } from './customer.ts';
import { choiceText, labelText } from './fields.ts';
import { countryName, dayTime, languageName } from './format.ts';
import { channelText } from './preference.ts';

export const CHANGE_TEXTS: Record<Change['kind'], string> = {
  created: 'Registered',
  changed: 'Changed',
  restored: 'Put back to an older version',
  loaded: 'Changed by a loaded file',
};

/** As much of a computer's id as tells one from another in a team. */
const DEVICE_SHOWN = 4;

/**
 * Where and how a change came about: `during a contact by call · on this computer · without a network`; '' where nothing is known.
 * `here` is the id of this desk.
 */
export function circumstancesText(
  { channel, device, offline }: Partial<Pick<Change, 'channel' | 'device' | 'offline'>>,
  here: string,
): string {
  const computer =
    device === here ? 'on this computer' : `on computer ${device?.slice(0, DEVICE_SHOWN).toUpperCase()}`;
  const parts = [
    channel && `during a contact by ${channelText(channel).toLowerCase()}`,
    device && computer,
    offline && 'without a network',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Tax numbers are shown by their end only. */
const MASKED = new Set(['business.taxId']);
const SHOWN_END = 3;

export type ReadableChange = { path: string; name: string; from: string; to: string };

/** The changes as a person reads them; the order of a list is none that anybody made. */
export function readableChanges(fields: readonly FieldChange[]): ReadableChange[] {
  return fields
    .filter(({ path }) => !path.endsWith('.#order'))
    .map(({ path, from, to }) => ({
      path,
      name: changeName(path),
      from: valueText(path, from),
      to: path === 'photo' && from && to ? 'another photo' : valueText(path, to),
    }));
}

/** What the field of a path is called. */
export function changeName(path: string): string {
  const known = FIELDS.find((field) => field.path === path);
  return known ? labelText(known.label) : fieldText(path);
}

/** A value of a field as text, '' for none. */
export function valueText(path: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (path === 'photo') return 'a photo';
  if (MASKED.has(path)) return `••• ${String(value).slice(-SHOWN_END)}`;
  if (path === 'language') return languageName(String(value));
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map((one) => valueText(path, one)).join(', ');
  if (typeof value === 'object') return elementText(value as Record<string, unknown>);
  return choiceText(path, String(value));
}

function elementText(element: Record<string, unknown>): string {
  if ('lines' in element) return addressText(element as AddressElement);
  if ('day' in element) return [element.day, element.month, element.year].filter(Boolean).join('. ');
  const main = element.address ?? element.number ?? element.value ?? element.text ?? element.response ?? '';
  const { label, primary, doNotUse, shared, verified } = element;
  const marks = [
    label,
    primary && 'primary',
    doNotUse && 'do not use',
    shared && 'shared',
    verified && 'verified',
  ];
  const text = marks.filter(Boolean).join(', ');
  return text ? `${String(main)} (${text})` : String(main);
}

function addressText(address: AddressElement): string {
  const place = [...addressLines(address), countryName(address.country)].filter(Boolean).join(', ');
  return address.closedAt ? `${place} (closed ${dayTime(new Date(address.closedAt))})` : place;
}
