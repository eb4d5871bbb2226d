/** The ⋯ menu of the customer in front. What a feature offers here, it offers only where it can be used. */
import { ActionIcon, Menu, Text } from '@mantine/core';
import {
  IconBuildingStore,
  IconDots,
  IconFileExport,
  IconGavel,
  IconHash,
  IconIdBadge2,
  IconKey,
  IconLock,
  IconLockOpen,
  IconMailCheck,
  IconUserX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { REQUEST_KIND_TEXTS } from '#renderer/app/texts/request.ts';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useAlternatesDrawer } from '#renderer/features/profile/alternates-state.ts';
import { useProfileDrawer } from '#renderer/features/profile/drawer-state.ts';
import { useControls, useEntriesFor } from '#renderer/state/configuration.ts';
import { type RequestWish, useHoldDialog, useRequestDialog } from '#renderer/state/requests.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { primaryOf } from '#shared/customer/names.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { isProfileOffered } from '#shared/profile/drawer.ts';
import { ASK_PERMISSIONS, emailToConfirm, resetEmail } from '#shared/request/rules.ts';
import shell from './shell.module.css';

type Offer = {
  kind: RequestWish['kind'];
  icon: ReactNode;
  isOffered: (customer: Customer) => boolean;
  /** Why it cannot be asked for now, and the other way; null when it can. */
  obstacle?: (customer: Customer) => string | null;
};

/** What is asked of the server about a customer, where it makes sense for this one. */
const OFFERS: readonly Offer[] = [
  {
    kind: 'resetPassword',
    icon: <IconKey size={16} />,
    isOffered: hasAccount,
    obstacle: (customer) =>
      resetEmail(customer) ? null : 'There is no verified primary e-mail: by post or in person.',
  },
  {
    kind: 'confirmEmail',
    icon: <IconMailCheck size={16} />,
    isOffered: (customer) => unconfirmedEmail(customer) !== null,
  },
  {
    kind: 'enableAccount',
    icon: <IconLockOpen size={16} />,
    isOffered: ({ account }) => account?.state === 'locked' || account?.state === 'disabled',
  },
  { kind: 'partnerPassword', icon: <IconBuildingStore size={16} />, isOffered: () => true },
  { kind: 'dataExport', icon: <IconFileExport size={16} />, isOffered: () => true },
  { kind: 'restrict', icon: <IconLock size={16} />, isOffered: ({ status }) => status !== 'restricted' },
  { kind: 'reinstate', icon: <IconLockOpen size={16} />, isOffered: ({ status }) => status === 'restricted' },
  { kind: 'forget', icon: <IconUserX size={16} />, isOffered: () => true },
];

/** The primary address, where nobody has confirmed it yet. */
function unconfirmedEmail(customer: Customer) {
  return emailToConfirm(customer, primaryOf(customer.emails)?.id ?? '');
}

function hasAccount({ account }: Customer): boolean {
  return account !== null && account.state !== 'none';
}

export function MoreOptions({ view: { customer }, me }: { view: CustomerView; me: Me }) {
  const offers = OFFERS.filter(
    ({ kind, isOffered }) => may(me.role, ASK_PERMISSIONS[kind]) && isOffered(customer),
  );
  const hasProfile = isProfileOffered(useEntriesFor(customer.model, 'category'));
  const { H95 } = useControls();
  return (
    <Menu position="bottom-end" width={230} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More options">
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {hasProfile && (
          <Menu.Item
            leftSection={<IconIdBadge2 size={16} />}
            rightSection={<KeyHint keys="Alt P" />}
            aria-keyshortcuts="Alt+P"
            onClick={() => useProfileDrawer.getState().open(customer.id)}
          >
            Profile
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconHash size={16} />}
          onClick={() => useAlternatesDrawer.setState({ openFor: customer.id })}
        >
          {H95} …
        </Menu.Item>
        {offers.length > 0 && <Menu.Divider />}
        {offers.map(({ kind, icon, obstacle }) => (
          <OfferItem
            key={kind}
            kind={kind}
            icon={icon}
            obstacle={obstacle?.(customer) ?? null}
            onAsk={() =>
              useRequestDialog.getState().open({
                ...{ kind, customerId: customer.id, number: customer.number },
                emailId: unconfirmedEmail(customer)?.id,
              })
            }
          />
        ))}
        {may(me.role, 'request.decide') && (
          <Menu.Item
            leftSection={<IconGavel size={16} />}
            onClick={() =>
              useHoldDialog.getState().open({ customerId: customer.id, number: customer.number })
            }
          >
            Legal hold …
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

type OfferItemProps = Pick<Offer, 'kind' | 'icon'> & { obstacle: string | null; onAsk: () => void };

/** One that cannot be asked for says why. */
function OfferItem({ kind, icon, obstacle, onAsk }: OfferItemProps) {
  return (
    <Menu.Item
      leftSection={icon}
      {...(kind === 'forget' && { color: 'red.9' })}
      {...(obstacle === null ? { onClick: onAsk } : { 'data-disabled': true, className: shell.obstructed })}
    >
      {REQUEST_KIND_TEXTS[kind]} …{obstacle !== null && <Text size="xs">{obstacle}</Text>}
    </Menu.Item>
  );
}
