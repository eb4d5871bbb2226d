/** What waits for this user, of all customers, in the order to work it; for who may reassign, everybody's too. */
import { Button, Skeleton, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { useMyTicklers } from '#renderer/state/my-ticklers.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { EverybodysTicklers } from './everybodys-ticklers.tsx';
import classes from './tickler.module.css';
import { TicklerItem } from './tickler-item.tsx';

type MyTicklersProps = {
  me: Me;
  onOpenCustomer: (id: string, name: string) => void;
  /** What else a supervisor looks after, under everybody's ticklers. */
  children?: ReactNode;
};

export function MyTicklers({ me, onOpenCustomer, children }: MyTicklersProps) {
  const [showsAll, setShowsAll] = useState(false);
  return (
    <section className={classes.page} aria-label="Ticklers to work">
      <div className={classes.top}>
        <h1 className={classes.heading}>{showsAll ? 'Everybody’s ticklers' : 'My ticklers'}</h1>
        {may(me.role, 'tickler.reassign') && (
          <Button size="compact-sm" variant="default" onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? 'Show mine' : 'Show everybody’s'}
          </Button>
        )}
      </div>
      {showsAll ? (
        <>
          <EverybodysTicklers me={me} onOpenCustomer={onOpenCustomer} />
          {children}
        </>
      ) : (
        <Mine me={me} onOpenCustomer={onOpenCustomer} />
      )}
    </section>
  );
}

function Mine({ me, onOpenCustomer }: MyTicklersProps) {
  const ticklers = useMyTicklers((state) => state.ticklers);
  if (ticklers === null) return <Skeleton height={80} aria-hidden />;
  if (ticklers.length === 0) {
    return (
      <EmptyNote title="Nothing waits for you">
        <Text size="sm">Ticklers that are yours or your team’s appear here, also without a network.</Text>
      </EmptyNote>
    );
  }
  return (
    <ul className={classes.list} aria-label="My ticklers">
      {ticklers.map((tickler) => (
        <TicklerItem key={tickler.id} tickler={tickler} me={me} onOpenCustomer={onOpenCustomer} />
      ))}
    </ul>
  );
}
