/** Status and flags of a customer, in a row. */
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconFlower,
  IconLock,
  IconPhoneOff,
  IconSparkles,
  IconStar,
} from '@tabler/icons-react';
import { FLAG_TEXTS, STATUS_TEXTS } from '#renderer/app/texts/customer.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { isNewSignUp } from '#shared/customer/sign-up.ts';
import { type BadgeIcon, type BadgeTone, StatusBadge } from './status-badge.tsx';

type Look = { icon: BadgeIcon; tone: BadgeTone };

const STATUS_LOOKS: Record<Customer['status'], Look> = {
  prospect: { icon: IconCircleDashed, tone: 'accent' },
  active: { icon: IconCircleCheck, tone: 'good' },
  inactive: { icon: IconCircleOff, tone: 'neutral' },
  restricted: { icon: IconLock, tone: 'bad' },
};

const FLAG_LOOKS: Record<Customer['flags'][number], Look> = {
  vip: { icon: IconStar, tone: 'accent' },
  fraudWatch: { icon: IconAlertTriangle, tone: 'bad' },
  deceased: { icon: IconFlower, tone: 'neutral' },
  doNotServe: { icon: IconBan, tone: 'bad' },
  doNotCall: { icon: IconPhoneOff, tone: 'warn' },
};

type CustomerBadgesProps = Pick<Customer, 'status' | 'flags' | 'signedUpAt'>;

export function CustomerBadges({ status, flags, signedUpAt }: CustomerBadgesProps) {
  return (
    <>
      <StatusBadge text={STATUS_TEXTS[status]} {...STATUS_LOOKS[status]} />
      {isNewSignUp({ signedUpAt }, new Date()) && (
        <StatusBadge text="New sign-up" icon={IconSparkles} tone="accent" />
      )}
      {flags.map((flag) => (
        <StatusBadge key={flag} text={FLAG_TEXTS[flag]} {...FLAG_LOOKS[flag]} />
      ))}
    </>
  );
}
