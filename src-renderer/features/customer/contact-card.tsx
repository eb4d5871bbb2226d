/** Every way to reach the customer, the primary one first. */
import { Text } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { labelText, VERIFIED_TEXTS } from '#renderer/app/texts/fields.ts';
import { calendarDate } from '#renderer/app/texts/format.ts';
import { Card } from '#renderer/components/card.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import { useNow } from '#renderer/components/use-now.ts';
import { useSavedMark } from '#renderer/state/just-saved.ts';
import { freshnessOf } from '#shared/customer/age.ts';
import type { Verified } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { decide } from '#shared/preference/decide.ts';
import { hoursText } from '#shared/preference/trace.ts';
import classes from './customer.module.css';
import { useShownFields } from './edit/use-shown-fields.ts';
import { FormerPoints } from './former-points.tsx';
import { usePlace } from './use-place.ts';

type Point = {
  id: string;
  value: string;
  label: string;
  primary: boolean;
  doNotUse: boolean;
  shared: boolean;
  verified: Verified | null;
  source: string;
  since: string | null;
};

type ContactCardProps = {
  customer: Customer;
  /** What reaches a point, asked first whether it may be used. */
  reach: (channel: 'call' | 'email', point: { id: string; value: string }) => ReactNode;
};

export function ContactCard({ customer, reach }: ContactCardProps) {
  const { emails, phones, formerPoints } = customer;
  const fields = useShownFields(customer.model);
  const shown = (path: string) => fields.find((field) => field.path === path);
  const [phoneField, emailField] = [shown('phones'), shown('emails')];
  if (!phoneField && !emailField) return null;
  const phonePoints = phones.map(({ number, ...rest }) => ({ ...rest, value: number }));
  const emailPoints = emails.map(({ address, ...rest }) => ({ ...rest, value: address }));
  return (
    <Card title="Contact points">
      {phoneField && (
        <PointList
          customerId={customer.id}
          list="phones"
          title={labelText(phoneField.label)}
          what="phone number"
          points={phonePoints}
          none="No phone number"
          reach={
            phoneField.asText
              ? null
              : (point) => (
                  <>
                    <Hours customer={customer} phoneId={point.id} />
                    {reach('call', point)}
                  </>
                )
          }
        />
      )}
      {emailField && (
        <PointList
          customerId={customer.id}
          list="emails"
          title={labelText(emailField.label)}
          what="e-mail address"
          points={emailPoints}
          none="No e-mail address"
          reach={emailField.asText ? null : (point) => reach('email', point)}
        />
      )}
      <FormerPoints points={formerPoints.filter(({ kind }) => shown(`${kind}s`))} />
    </Card>
  );
}

type PointListProps = {
  customerId: string;
  list: 'emails' | 'phones';
  title: string;
  what: string;
  points: Point[];
  none: string;
  /** Null where a layout makes them plain text. */
  reach: ((point: Point) => ReactNode) | null;
};

function PointList({ customerId, list, title, what, points, none, reach }: PointListProps) {
  const savedMark = useSavedMark(customerId);
  const primaryFirst = points.toSorted((a, b) => Number(b.primary) - Number(a.primary));
  return (
    <>
      <h3 className={classes.subtitle}>{title}</h3>
      {points.length === 0 && <Text c="dimmed">{none}</Text>}
      <ul className={classes.list} aria-label={title}>
        {primaryFirst.map((point) => (
          <li key={point.id} className={classes.item} data-saved={savedMark(`${list}.${point.id}`)}>
            <span className={classes.value}>{point.value}</span>
            <span className={classes.label}>{marksOf(point)}</span>
            <Age verified={point.verified} />
            {reach?.(point)}
            <CopyButton text={point.value} what={what} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What `decide` would say of the time, before anybody calls. */
function Hours({ customer, phoneId }: { customer: Customer; phoneId: string }) {
  const at = useNow();
  const asked = { purpose: 'service', channel: 'call', contactPointId: phoneId, at } as const;
  const place = usePlace(customer);
  const text = hoursText(decide({ ...customer, ...place }, asked), at);
  return text === '' ? null : <span className={classes.hours}>{text}</span>;
}

/** What was verified long ago says so, in a colour and in words; what never was has nothing to grow old. */
function Age({ verified }: { verified: Verified | null }) {
  const now = useNow();
  const freshness = freshnessOf(verified, now);
  if (freshness === 'fresh' || freshness === 'never') return null;
  const text = freshness === 'old' ? 'Verified over two years ago' : 'Verified over a year ago';
  return <StatusBadge icon={IconClockHour4} text={text} tone={freshness === 'old' ? 'bad' : 'warn'} />;
}

function marksOf({ label, primary, doNotUse, shared, verified, source, since }: Point): string {
  const marks = [
    label,
    primary && 'Primary',
    doNotUse && 'Do not use',
    shared && 'Shared',
    verified && verifiedText(verified),
    since && sourceText(since, source),
  ];
  return marks.filter(Boolean).join(' · ');
}

function sourceText(since: string, source: string): string {
  const day = `Since ${calendarDate(since.slice(0, 10))}`;
  return source === '' ? day : `${day} (${source})`;
}

function verifiedText({ at, by, method }: Verified): string {
  const who = by === '' ? '' : ` by ${by}`;
  return `Verified ${VERIFIED_TEXTS[method]} on ${calendarDate(at.slice(0, 10))}${who}`;
}
