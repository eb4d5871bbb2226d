/** The address book: the primary address first, each as it would be written on a letter, and those that were closed. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { ADDRESS_TYPE_TEXTS, labelText } from '#renderer/app/texts/fields.ts';
import { countryName, dayTime } from '#renderer/app/texts/format.ts';
import { Card } from '#renderer/components/card.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import { useSavedMark } from '#renderer/state/just-saved.ts';
import { isCurrent } from '#shared/customer/address-book.ts';
import { addressLines } from '#shared/customer/address-format.ts';
import type { AddressElement } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import classes from './customer.module.css';
import { useShownFields } from './edit/use-shown-fields.ts';

export function AddressCard({ customer: { id, addresses, model } }: { customer: Customer }) {
  const savedMark = useSavedMark(id);
  const [open, setOpen] = useState(false);
  const field = useShownFields(model).find(({ path }) => path === 'addresses');
  if (!field) return null;
  const current = addresses.filter(isCurrent).toSorted((a, b) => Number(b.primary) - Number(a.primary));
  const former = addresses
    .filter((address) => !isCurrent(address))
    .toSorted((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? ''));
  return (
    <Card title={labelText(field.label)}>
      {current.length === 0 && <Text c="dimmed">No address</Text>}
      {current.map((address) => (
        <Address key={address.id} address={address} savedMark={savedMark(`addresses.${address.id}`)} />
      ))}
      {former.length > 0 && (
        <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide former addresses' : `Former addresses (${former.length})`}
        </Button>
      )}
      {open && former.map((address) => <Address key={address.id} address={address} />)}
    </Card>
  );
}

function Address({ address, savedMark }: { address: AddressElement; savedMark?: true | undefined }) {
  const text = [...addressLines(address), countryName(address.country)].filter(Boolean).join('\n');
  return (
    <div
      className={classes.address}
      data-closed={address.closedAt !== null || undefined}
      data-saved={savedMark}
    >
      <div className={classes.lines}>
        <div className={classes.label}>{marksOf(address).join(' · ')}</div>
        {text}
      </div>
      <CopyButton text={text} what="address" />
    </div>
  );
}

function marksOf({ nickname, primary, types, primaryFor, closedAt }: AddressElement): string[] {
  const uses = types.map((type) =>
    primaryFor.includes(type) ? `${ADDRESS_TYPE_TEXTS[type]} (first)` : ADDRESS_TYPE_TEXTS[type],
  );
  const until = closedAt ? `Until ${dayTime(new Date(closedAt))}` : '';
  return [nickname, primary ? 'Primary' : '', ...uses, until].filter(Boolean);
}
