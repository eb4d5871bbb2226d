/** Who is signed in, the look, the keys, the developer's switch, and the way out. */

import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { PinDialog, type PinTask } from '#renderer/features/session/pin-dialog.tsx';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import { tellProblem } from '#renderer/state/tell-problem.ts';
import type { SystemInfo } from '#shared/api/system.ts';
import type { Me } from '#shared/permission/me.ts';
import { PinItems } from './pin-items.tsx';
import classes from './shell.module.css';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { ROLE_TEXTS } from './texts/roles.ts';
import { useShortcutSheet } from './use-shortcuts.ts';

export function UserMenu({ me }: { me: Me }) {
  const [leaving, setLeaving] = useState(false);
  const [pinTask, setPinTask] = useState<PinTask | null>(null);
  const info = useSystemInfo();
  return (
    <>
      <Menu position="bottom-end" width={250} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton aria-label={`User menu, ${me.name}`} className={classes.user}>
            <Avatar size={28} radius="xl" name={me.name} color="accent" aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes.userName}>
            <Text fw={600}>{me.name}</Text>
            <Text size="sm" c="dimmed">
              {ROLE_TEXTS[me.role]}
            </Text>
          </div>
          <Menu.Divider />
          <ThemeItems />
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconKeyboard size={16} />}
            onClick={() => useShortcutSheet.setState({ opened: true })}
          >
            Keyboard shortcuts
          </Menu.Item>
          <PinItems onTask={setPinTask} />
          {info?.developer && <DeveloperItems />}
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => setLeaving(true)}>
            Sign out
          </Menu.Item>
          {info && <Menu.Label>Callbook {info.version}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      <SignOutDialog opened={leaving} onStay={() => setLeaving(false)} />
      <PinDialog task={pinTask} onClose={() => setPinTask(null)} />
      <ShortcutSheet />
    </>
  );
}

function ThemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>Theme</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(schemeOf(value))}>
        <Menu.RadioItem value="auto">As the computer</Menu.RadioItem>
        <Menu.RadioItem value="light">Light</Menu.RadioItem>
        <Menu.RadioItem value="dark">Dark</Menu.RadioItem>
      </Menu.RadioGroup>
    </>
  );
}

function schemeOf(value: string): 'auto' | 'light' | 'dark' {
  return value === 'light' || value === 'dark' ? value : 'auto';
}

function DeveloperItems() {
  const isOffline = useSyncStatus(({ status }) => status?.network === 'offlineByChoice');
  const setOffline = (offline: boolean) => api.sync.setOffline({ offline }).catch(tellProblem);
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Developer</Menu.Label>
      <Menu.CheckboxItem checked={isOffline ?? false} onChange={setOffline}>
        Offline
      </Menu.CheckboxItem>
    </>
  );
}

function useSystemInfo(): SystemInfo | null {
  const [info, setInfo] = useState<SystemInfo | null>(null);
  useEffect(() => {
    let gone = false;
    api.system.info().then(
      (answer) => !gone && setInfo(answer),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return info;
}
