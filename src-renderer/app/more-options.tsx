/** The ⋯ menu of the customer in front. What a feature offers here, it offers only where it can be used. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconHash, IconIdBadge2 } from '@tabler/icons-react';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useAlternatesDrawer } from '#renderer/features/profile/alternates-state.ts';
import { useProfileDrawer } from '#renderer/features/profile/drawer-state.ts';
import { useControls, useEntries } from '#renderer/state/configuration.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { isProfileOffered } from '#shared/profile/drawer.ts';

export function MoreOptions({ view: { customer } }: { view: CustomerView }) {
  const hasProfile = isProfileOffered(useEntries('category'));
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
      </Menu.Dropdown>
    </Menu>
  );
}
