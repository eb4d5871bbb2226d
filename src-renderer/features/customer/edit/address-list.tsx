/** The address book in the form: the addresses in use. Those that are closed stay in the book and are shown on the page. */
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import {
  isCurrent,
  successorsOf,
  withoutAddress,
  withPrimaryFor,
  withType,
} from '#shared/customer/address-book.ts';
import { type AddressElement, newAddress } from '#shared/customer/contact-points.ts';
import { primaryOf } from '#shared/customer/names.ts';
import { countryOfLocale } from '#shared/customer/phone.ts';
import { AddressFields } from './address-fields.tsx';
import { AddressUse } from './address-use.tsx';
import classes from './edit.module.css';
import { withPrimary } from './editing.ts';
import { changedAt, fieldProps, type SectionProps } from './field.ts';
import { ElementTools, ListFrame } from './list-frame.tsx';
import { SuccessorDialog } from './successor-dialog.tsx';

export function AddressList({ mine: { addresses }, issues, hints, change }: SectionProps) {
  const current = addresses.flatMap((address, at) => (isCurrent(address) ? [{ address, at }] : []));
  const inUse = current.map(({ address }) => address);
  const add = () => change({ addresses: [...addresses, emptyAddress(inUse)] });
  const [removing, setRemoving] = useState(-1);
  const remove = (at: number) => {
    if (successorsOf(addresses, at).length > 1) setRemoving(at);
    else change({ addresses: withoutAddress(addresses, at) });
  };
  return (
    <ListFrame
      title="Addresses"
      addLabel="Add address"
      length={current.length}
      onAdd={add}
      {...fieldProps('addresses', issues)}
    >
      {current.map(({ address, at }, place) => (
        <div key={address.id} className={classes.address}>
          <AddressFields
            address={address}
            at={at}
            which={place + 1}
            issues={issues}
            hints={hints}
            onChange={(part) => change({ addresses: changedAt(addresses, at, part) })}
          />
          <ElementTools
            what={`address ${place + 1}`}
            primary={address.primary}
            onPrimary={() => change({ addresses: withPrimary(addresses, at) })}
            onRemove={() => remove(at)}
          />
          <AddressUse
            address={address}
            which={place + 1}
            onTypes={(types) => change({ addresses: withType(addresses, at, types) })}
            onPrimaryFor={(types) => change({ addresses: withPrimaryFor(addresses, at, types) })}
          />
        </div>
      ))}
      <SuccessorDialog
        candidates={removing < 0 ? [] : successorsOf(addresses, removing)}
        onChoose={(id) => {
          change({ addresses: withoutAddress(addresses, removing, id) });
          setRemoving(-1);
        }}
        onCancel={() => setRemoving(-1)}
      />
    </ListFrame>
  );
}

/** A new address is likely to be in the country of the others, else in the user's. */
function emptyAddress(inUse: readonly AddressElement[]): AddressElement {
  const country = primaryOf(inUse)?.country ?? countryOfLocale(navigator.language);
  const primary = inUse.length === 0;
  return newAddress({ id: uuid(), nickname: '', lines: [''], city: '', postcode: '', country, primary });
}
