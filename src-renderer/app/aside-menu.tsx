/** The open customers that were set aside because there are many: one press brings one back. */
import { Button, Menu } from '@mantine/core';
import type { Tab } from '#renderer/state/tabs.ts';
import { takeUpAgain } from './opening.ts';
import classes from './tab-strip.module.css';

export function AsideMenu({ tabs }: { tabs: readonly Tab[] }) {
  if (tabs.length === 0) return null;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.aside}
          aria-label={`${tabs.length} more open customers`}
        >
          {tabs.length} more
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={400} style={{ overflowY: 'auto' }}>
        {tabs.map(({ id, title }) => (
          <Menu.Item key={id} onClick={() => takeUpAgain(id)}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
