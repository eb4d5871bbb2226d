/** The address book, the primary address first, each as it would be written on a letter. */
import { Text } from '@mantine/core';
import { countryName } from '#renderer/app/texts/format.ts';
import { Card } from '#renderer/components/card.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import type { AddressElement } from '#shared/customer/contact-points.ts';
import classes from './customer.module.css';

export function AddressCard({ addresses }: { addresses: readonly AddressElement[] }) {
  const primaryFirst = addresses.toSorted((a, b) => Number(b.primary) - Number(a.primary));
  return (
    <Card title="Addresses">
      {addresses.length === 0 && <Text c="dimmed">No address</Text>}
      {primaryFirst.map((address) => (
        <div key={address.id} className={classes.address}>
          <div className={classes.lines}>
            <div className={classes.label}>
              {[address.nickname, address.primary && 'Primary'].filter(Boolean).join(' · ')}
            </div>
            {letterLines(address).join('\n')}
          </div>
          <CopyButton text={letterLines(address).join('\n')} what="address" />
        </div>
      ))}
    </Card>
  );
}

function letterLines(address: AddressElement): string[] {
  const town = `${address.postcode} ${address.city}`.trim();
  return [...address.lines, town, countryName(address.country)].filter((line) => line.trim() !== '');
}
