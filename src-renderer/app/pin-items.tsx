/** The user menu's entries about the PIN. */

import { Menu } from '@mantine/core';
import { IconLock, IconLockOpen2, IconPasswordUser } from '@tabler/icons-react';
import { api } from '#renderer/api/client.ts';
import type { PinTask } from '#renderer/features/session/pin-dialog.tsx';
import { useSession } from '#renderer/state/session.ts';
import { tellProblem } from '#renderer/state/tell-problem.ts';

export function PinItems({ onTask }: { onTask: (task: PinTask) => void }) {
  const hasPin = useSession(({ session }) => session.state === 'signedIn' && session.hasPin);
  const icon = <IconPasswordUser size={16} />;
  if (!hasPin) {
    return (
      <Menu.Item leftSection={icon} onClick={() => onTask('set')}>
        Set a PIN …
      </Menu.Item>
    );
  }
  return (
    <>
      <Menu.Item leftSection={<IconLock size={16} />} onClick={lock}>
        Lock
      </Menu.Item>
      <Menu.Item leftSection={icon} onClick={() => onTask('change')}>
        Change the PIN …
      </Menu.Item>
      <Menu.Item leftSection={<IconLockOpen2 size={16} />} onClick={() => onTask('remove')}>
        Remove the PIN …
      </Menu.Item>
    </>
  );
}

function lock(): void {
  api.session.lock().catch(tellProblem);
}
