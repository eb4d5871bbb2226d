/** The inputs of one address. Its lines are one input each, and there is always one to type in. */
import { Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { countryChoices } from '#renderer/app/texts/format.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { AddressElement } from '#shared/customer/contact-points.ts';
import classes from './edit.module.css';
import { fieldProps } from './field.ts';

const MOST_LINES = 4;

type AddressFieldsProps = {
  address: AddressElement;
  at: number;
  issues: readonly FieldIssue[];
  onChange: (part: Partial<AddressElement>) => void;
};

export function AddressFields({ address, at, issues, onChange }: AddressFieldsProps) {
  const countries = useMemo(countryChoices, []);
  const which = at + 1;
  const field = (name: string) => fieldProps(`addresses.${at}.${name}`, issues);
  return (
    <div className={classes.addressFields}>
      <AddressLines address={address} which={which} field={field} onChange={onChange} />
      <TextInput
        className={classes.postcode}
        aria-label={`Postcode of address ${which}`}
        placeholder="Postcode"
        value={address.postcode}
        onChange={(event) => onChange({ postcode: event.currentTarget.value })}
        {...field('postcode')}
      />
      <TextInput
        className={classes.city}
        aria-label={`City of address ${which}`}
        placeholder="City"
        value={address.city}
        onChange={(event) => onChange({ city: event.currentTarget.value })}
        {...field('city')}
      />
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

type AddressLinesProps = {
  address: AddressElement;
  which: number;
  field: (name: string) => { id: string; error?: string };
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
