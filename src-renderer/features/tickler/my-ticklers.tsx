/** What waits for this user, of all customers, in the order to work it. */
import { Skeleton, Text } from '@mantine/core';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { useMyTicklers } from '#renderer/state/my-ticklers.ts';
import type { Me } from '#shared/permission/me.ts';
import classes from './tickler.module.css';
import { TicklerItem } from './tickler-item.tsx';

type MyTicklersProps = { me: Me; onOpenCustomer: (id: string, name: string) => void };

export function MyTicklers({ me, onOpenCustomer }: MyTicklersProps) {
  const ticklers = useMyTicklers((state) => state.ticklers);
  return (
    <section className={classes.page} aria-label="My ticklers">
      <h1 className={classes.heading}>My ticklers</h1>
      {ticklers === null && <Skeleton height={80} aria-hidden />}
      {ticklers?.length === 0 && (
        <EmptyNote title="Nothing waits for you">
          <Text size="sm">Ticklers that are yours or your team’s appear here, also without a network.</Text>
        </EmptyNote>
      )}
      <ul className={classes.list} aria-label="My ticklers">
        {ticklers?.map((tickler) => (
          <TicklerItem key={tickler.id} tickler={tickler} me={me} onOpenCustomer={onOpenCustomer} />
        ))}
      </ul>
    </section>
  );
}
