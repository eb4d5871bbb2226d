/** The ticklers of a customer: open and future ones first, then what was resolved. */
import { Button, Skeleton, Text } from '@mantine/core';
import { IconAlarmPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Card } from '#renderer/components/card.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useTicklerDialog } from '#renderer/state/tickler-dialog.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import classes from './tickler.module.css';
import { TicklerItem } from './tickler-item.tsx';
import type { CustomerTicklers } from './use-customer-ticklers.ts';

type TicklersCardProps = { customerId: string; me: Me; ticklers: CustomerTicklers };

export function TicklersCard({ customerId, me, ticklers: { live, retry } }: TicklersCardProps) {
  const [showsResolved, setShowsResolved] = useState(false);
  const all = live.state === 'ready' ? live.value : [];
  const open = all.filter(({ status }) => status !== 'resolved');
  const shown = showsResolved ? all : open;
  return (
    <Card
      title="Ticklers"
      aside={
        may(me.role, 'tickler.work') && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconAlarmPlus size={14} aria-hidden />}
            onClick={() => useTicklerDialog.getState().open({ customerId })}
          >
            New tickler
          </Button>
        )
      }
    >
      {live.state === 'problem' && <ProblemPanel code={live.code} onRetry={retry} />}
      {live.state === 'loading' && <Skeleton height={40} aria-hidden />}
      {live.state === 'ready' && open.length === 0 && (
        <Text c="dimmed" size="sm">
          Nothing is to be done for this customer.
        </Text>
      )}
      <ul className={classes.list} aria-label="Ticklers">
        {shown.map((tickler) => (
          <TicklerItem key={tickler.id} tickler={tickler} me={me} />
        ))}
      </ul>
      {all.length > open.length && (
        <Button size="compact-sm" variant="subtle" mt={6} onClick={() => setShowsResolved(!showsResolved)}>
          {showsResolved ? 'Hide resolved' : `Show resolved (${all.length - open.length})`}
        </Button>
      )}
    </Card>
  );
}
