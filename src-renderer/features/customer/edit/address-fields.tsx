/** The inputs of one address. Its lines are one input each, and there is always one to type in. */
import { Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { countryChoices } from '#renderer/app/texts/format.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { type AddressPart, addressParts } from '#shared/customer/address-format.ts';
import type { AddressElement } from '#shared/customer/contact-points.ts';
import type { Hint } from '#shared/customer/hints.ts';
import classes from './edit.module.css';
import { hintedProps } from './field.ts';

const MOST_LINES = 4;

type AddressFieldsProps = {
  address: AddressElement;
  /** Its place in the book, closed addresses counted, and among those in the form. */
  at: number;
  which: number;
  issues: readonly FieldIssue[];
  hints: readonly Hint[];
  onChange: (part: Partial<AddressElement>) => void;
};

const PART_TEXTS: Record<AddressPart, string> = {
  city: 'City',
  postcode: 'Postcode',
  region: 'State or county',
};
const ALL_PARTS: readonly AddressPart[] = ['postcode', 'city', 'region'];

export function AddressFields({ address, at, which, issues, hints, onChange }: AddressFieldsProps) {
  const countries = useMemo(countryChoices, []);
  const field = (name: string) => hintedProps(`addresses.${at}.${name}`, { issues, hints });
  return (
    <div className={classes.addressFields}>
      <AddressLines address={address} which={which} field={field} onChange={onChange} />
      {partsOf(address).map((part) => (
        <TextInput
          key={part}
          className={classes[part]}
          aria-label={`${PART_TEXTS[part]} of address ${which}`}
          placeholder={PART_TEXTS[part]}
          value={address[part]}
          onChange={(event) => onChange({ [part]: event.currentTarget.value })}
          {...field(part)}
        />
      ))}
      <Select
        className={classes.country}
        aria-label={`Country of address ${which}`}
        placeholder="Country"
        data={countries}
        value={address.country || null}
        onChange={(country) => onChange({ country: country ?? '' })}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No such country"
        {...field('country')}
      />
      <TextInput
        className={classes.nickname}
        aria-label={`Label of address ${which}`}
        placeholder="Label"
        value={address.nickname}
        onChange={(event) => onChange({ nickname: event.currentTarget.value })}
        {...field('nickname')}
      />
    </div>
  );
}

/** Those of the country in its order, then what else the address has: changing the country hides nothing. */
function partsOf(address: AddressElement): AddressPart[] {
  const parts = addressParts(address.country);
  const usual = address.country === '' ? ALL_PARTS : parts;
  const kept = ALL_PARTS.filter(
    (part) => !usual.includes(part) && (address[part] !== '' || part === 'postcode'),
  );
  return [...usual, ...kept];
}

type AddressLinesProps = {
  address: AddressElement;
  which: number;
  field: (name: string) => ReturnType<typeof hintedProps>;
  onChange: (part: Partial<AddressElement>) => void;
};

/** The lines there are, and an empty one after them while there may be more. */
function AddressLines({ address, which, field, onChange }: AddressLinesProps) {
  const { lines } = address;
  const isOpen = lines.length < MOST_LINES && lines.at(-1) !== '';
  const shown = isOpen ? [...lines, ''] : lines;
  return shown.map((line, place) => (
    <TextInput
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
      key={place}
      className={classes.street}
      aria-label={`Street of address ${which}, line ${place + 1}`}
      placeholder={place === 0 ? 'Street and number' : 'Further line'}
      value={line}
      onChange={(event) => onChange({ lines: shown.with(place, event.currentTarget.value) })}
      {...field(`lines.${place}`)}
    />
  ));
}
