/** The address book in the form. */
import { v7 as uuid } from 'uuid';
import { type AddressElement, newAddress } from '#shared/customer/contact-points.ts';
import { primaryOf } from '#shared/customer/names.ts';
import { AddressFields } from './address-fields.tsx';
import classes from './edit.module.css';
import { without, withPrimary } from './editing.ts';
import { changedAt, type SectionProps } from './field.ts';
import { ElementTools, ListFrame } from './list-frame.tsx';

export function AddressList({ mine: { addresses }, issues, change }: SectionProps) {
  const add = () => change({ addresses: [...addresses, emptyAddress(addresses)] });
  return (
    <ListFrame title="Addresses" addLabel="Add address" length={addresses.length} onAdd={add}>
      {addresses.map((address, at) => (
        <div key={address.id} className={classes.address}>
          <AddressFields
            address={address}
            at={at}
            issues={issues}
            onChange={(part) => change({ addresses: changedAt(addresses, at, part) })}
          />
          <ElementTools
            what={`address ${at + 1}`}
            primary={address.primary}
            onPrimary={() => change({ addresses: withPrimary(addresses, at) })}
            onRemove={() => change({ addresses: without(addresses, at) })}
          />
        </div>
      ))}
    </ListFrame>
  );
}

/** A new address is likely to be in the country of the others, else in the user's. */
function emptyAddress(addresses: readonly AddressElement[]): AddressElement {
  const country =
    primaryOf(addresses)?.country ?? new Intl.Locale(navigator.language).maximize().region ?? '';
  const primary = addresses.length === 0;
  return newAddress({ id: uuid(), nickname: '', lines: [''], city: '', postcode: '', country, primary });
}
