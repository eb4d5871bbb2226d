/** Every way to reach the customer, the primary one first. */
import { Text } from '@mantine/core';
import { Card } from '#renderer/components/card.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import type { Customer } from '#shared/customer/schema.ts';
import classes from './customer.module.css';

type Point = { id: string; value: string; label: string; primary: boolean };

export function ContactCard({ customer: { emails, phones } }: { customer: Customer }) {
  const phonePoints = phones.map(({ number, ...rest }) => ({ ...rest, value: number }));
  const emailPoints = emails.map(({ address, ...rest }) => ({ ...rest, value: address }));
  return (
    <Card title="Contact points">
      <PointList title="Phones" what="phone number" points={phonePoints} none="No phone number" />
      <PointList title="E-mails" what="e-mail address" points={emailPoints} none="No e-mail address" />
    </Card>
  );
}

type PointListProps = { title: string; what: string; points: Point[]; none: string };

function PointList({ title, what, points, none }: PointListProps) {
  const primaryFirst = points.toSorted((a, b) => Number(b.primary) - Number(a.primary));
  return (
    <>
      <h3 className={classes.subtitle}>{title}</h3>
      {points.length === 0 && <Text c="dimmed">{none}</Text>}
      <ul className={classes.list} aria-label={title}>
        {primaryFirst.map(({ id, value, label, primary }) => (
          <li key={id} className={classes.item}>
            <span className={classes.value}>{value}</span>
            <span className={classes.label}>{[label, primary && 'Primary'].filter(Boolean).join(' · ')}</span>
            <CopyButton text={value} what={what} />
          </li>
        ))}
      </ul>
    </>
  );
}
