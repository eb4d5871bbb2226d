/** What waits to be sent, oldest first: what it is, since when, and the way to take it back. */

import { Button, Group, Text } from '@mantine/core';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { changes, timeText, waitingText } from '#renderer/app/texts/sync.ts';
import { Card } from '#renderer/components/card.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useNotices } from '#renderer/state/notices.ts';
import { tellProblem } from '#renderer/state/tell-problem.ts';
import type { WaitingItem } from '#shared/api/sync.ts';
import classes from './sync.module.css';

type WaitingListProps = { onOpenCustomer: (id: string, name: string) => void };

export function WaitingList({ onOpenCustomer }: WaitingListProps) {
  const { live, retry } = useLive('waiting', (signal) => api.sync.waiting(undefined, { signal }));
  if (live.state === 'problem') return <ProblemPanel code={live.code} onRetry={retry} />;
  if (live.state !== 'ready' || live.value.total === 0) return null;
  const { items, total } = live.value;
  return (
    <Card title="Waiting to be sent">
      <Text size="sm" c="dimmed">
        Safe on this computer, encrypted, and sent by itself when the server can be reached.
      </Text>
      <ul className={classes.entries} aria-label="Changes waiting to be sent">
        {items.map((item) => (
          <Entry key={`${item.collection} ${item.documentId}`} item={item} onOpenCustomer={onOpenCustomer} />
        ))}
      </ul>
      {total > items.length && <Text size="sm">And {changes(total - items.length)} more.</Text>}
    </Card>
  );
}

function Entry({ item, onOpenCustomer }: { item: WaitingItem } & WaitingListProps) {
  const { customerId, customerName, since, discardable } = item;
  const what = waitingText(item);
  return (
    <li className={classes.entry}>
      <Group gap="sm" justify="space-between" wrap="nowrap" align="flex-start">
        <div className={classes.entryBody}>
          <Text fw={600}>{customerName || 'A customer no longer on this computer'}</Text>
          <Text size="sm">{what}</Text>
          <Text size="sm" c="dimmed">
            Waiting since {timeText(new Date(since))}
          </Text>
        </div>
        <Group gap="xs">
          {customerName && (
            <Button variant="default" onClick={() => onOpenCustomer(customerId, customerName)}>
              Open
            </Button>
          )}
          {discardable && (
            <Button
              variant="subtle"
              color="gray"
              aria-label={`Discard: ${what}, ${customerName}`}
              onClick={() => discard(item)}
            >
              Discard
            </Button>
          )}
        </Group>
      </Group>
    </li>
  );
}

/** Nothing is asked first, because it can be undone. */
async function discard({ collection, documentId: id, customerName }: WaitingItem): Promise<void> {
  const { tell } = useNotices.getState();
  try {
    await api.sync.discard({ collection, id });
    tell({
      tone: 'good',
      title: `Discarded${customerName ? ` for ${customerName}` : ''}`,
      detail: 'It is not sent. If it was on its way at this moment, it comes back as the server has it.',
      action: { label: 'Undo', run: () => void undo({ collection, id }) },
    });
  } catch (error) {
    tellProblem(error);
  }
}

async function undo(place: Parameters<typeof api.sync.undiscard>[0]): Promise<void> {
  await api.sync.undiscard(place).catch(tellProblem);
}
