/** How the customer's account stands, as the system that keeps it last told. */
import { Text } from '@mantine/core';
import { ACCOUNT_STATE_TEXTS } from '#renderer/app/texts/customer.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { Card } from '#renderer/components/card.tsx';
import type { Account } from '#shared/customer/account.ts';
import classes from './customer.module.css';

export function AccountCard({ account }: { account: Account | null }) {
  if (!account) return null;
  const { state, asOf, passwordExpired } = account;
  const facts: [string, string | null][] = [
    ...(account.registeredAt ? [['Registered', account.registeredAt] satisfies [string, string]] : []),
    ['Last sign-in', account.lastLoginAt],
    ['Last failed sign-in', account.lastFailedAt],
    ['Password changed', account.passwordChangedAt],
  ];
  return (
    <Card title="Account" aside={<Text c="dimmed">As of {dayTime(new Date(asOf))}</Text>}>
      <Text>
        {ACCOUNT_STATE_TEXTS[state]}
        {passwordExpired && ' · Password expired'}
      </Text>
      <ul className={classes.list}>
        {account.logonId && (
          <li className={classes.item}>
            <span className={classes.value}>Logon ID</span>
            <span className={classes.label}>{account.logonId}</span>
          </li>
        )}
        {facts.map(([what, at]) => (
          <li key={what} className={classes.item}>
            <span className={classes.value}>{what}</span>
            <span className={classes.label}>{at ? dayTime(new Date(at)) : 'Not known'}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
