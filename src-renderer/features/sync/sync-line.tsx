/** The state of sync, always visible: one quiet line that becomes a sentence when it matters. */
import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { type SyncTone, syncSentence } from '#renderer/app/texts/sync.ts';
import { useNow } from '#renderer/components/use-now.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import classes from './sync.module.css';

const ICONS = {
  quiet: IconCheck,
  busy: IconRefresh,
  waiting: IconCloudOff,
  attention: IconAlertTriangle,
} satisfies Record<SyncTone, unknown>;

/** Opens the sync centre when it is pressed. */
export function SyncLine({ onOpen }: { onOpen: () => void }) {
  useNow();
  const { tone, text } = syncSentence(useSyncStatus((state) => state.status));
  const Icon = ICONS[tone];
  return (
    <UnstyledButton className={classes.line} data-tone={tone} onClick={onOpen} title="Open the sync centre">
      <Icon size={14} className={classes.lineIcon} aria-hidden />
      <span role="status" aria-live="polite" aria-label="Sync state" className={classes.lineText}>
        {text}
      </span>
    </UnstyledButton>
  );
}
