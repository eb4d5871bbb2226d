/** What syncs, what waits and what was refused, in words. */

import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { changes, clockText, lastSyncText, NETWORK_TEXTS, workEndsText } from '#renderer/app/texts/sync.ts';
import { Card } from '#renderer/components/card.tsx';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import { tellProblem } from '#renderer/state/tell-problem.ts';
import type { SyncStatus } from '#shared/api/sync.ts';
import type { AttentionActions } from './attention-entry.tsx';
import { AttentionList } from './attention-list.tsx';
import { CollectionTable } from './collection-table.tsx';
import classes from './sync.module.css';
import { WaitingList } from './waiting-list.tsx';

type SyncCentreProps = AttentionActions & {
  /** What else there is to say of this computer. */
  children: ReactNode;
};

export function SyncCentre({ onOpenCustomer, onRegisterAgain, children }: SyncCentreProps) {
  const status = useSyncStatus((state) => state.status);
  return (
    <div className={classes.scroller}>
      <div className={classes.centre}>
        <h1 className={classes.title}>Sync centre</h1>
        <AttentionList onOpenCustomer={onOpenCustomer} onRegisterAgain={onRegisterAgain} />
        {status && <NetworkCard status={status} />}
        <WaitingList onOpenCustomer={onOpenCustomer} />
        {status && <CollectionTable collections={status.collections} />}
        {children}
      </div>
    </div>
  );
}

function NetworkCard({ status }: { status: SyncStatus }) {
  const { title, detail } = NETWORK_TEXTS[status.network];
  return (
    <Card title="Connection" aside={<RetryButton isConnecting={status.network === 'connecting'} />}>
      <Text fw={600}>{title}</Text>
      <Text>{detail}</Text>
      {clockText(status.clockOffMs) && (
        <Text c="var(--mantine-color-error)">
          {clockText(status.clockOffMs)}. Set it right: until then Callbook goes by the server’s clock for
          ages and calling times.
        </Text>
      )}
      {workEndsText(status) && (
        <Text c="var(--mantine-color-error)">
          {workEndsText(status)}. Nothing is lost then: what waits stays here and is sent once it does.
        </Text>
      )}
      <Group gap="lg" mt="xs">
        <Text size="sm" c="dimmed">
          {lastSyncText(status.lastSyncAt)}
        </Text>
        <Text size="sm" c="dimmed">
          {status.waiting === 0
            ? 'Nothing waits to be sent'
            : `${changes(status.waiting)} waiting to be sent, safe on this computer`}
        </Text>
      </Group>
    </Card>
  );
}

function RetryButton({ isConnecting }: { isConnecting: boolean }) {
  const [asking, setAsking] = useState(false);
  const retry = async () => {
    setAsking(true);
    await api.sync.retryNow().catch(tellProblem);
    setAsking(false);
  };
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={14} />}
      onClick={retry}
      loading={asking}
      disabled={isConnecting}
    >
      Retry now
    </Button>
  );
}
