/** All requests on this desk: what waits, what the server has, what became of them. */
import { Skeleton, Text } from '@mantine/core';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { useRequests } from '#renderer/state/requests.ts';
import type { Me } from '#shared/permission/me.ts';
import { hasEnded } from '#shared/request/machine.ts';
import classes from './request.module.css';
import { RequestEntry } from './request-entry.tsx';

type ListProps = { me: Me; onOpenCustomer: (id: string, title: string) => void };

/** More are in the register of the privacy officer. */
const MOST_ENDED = 100;

export function RequestList({ me, onOpenCustomer }: ListProps) {
  const requests = useRequests((state) => state.requests);
  const open = (requests ?? []).filter(({ state }) => !hasEnded(state));
  const ended = (requests ?? []).filter(({ state }) => hasEnded(state)).slice(0, MOST_ENDED);
  return (
    <section aria-label="Requests of this computer">
      {requests === null && <Skeleton height={80} aria-hidden />}
      {requests?.length === 0 && (
        <EmptyNote title="No requests">
          <Text size="sm">
            What only the server can do is asked for under ⋯ on a customer. It waits here until there is a
            connection.
          </Text>
        </EmptyNote>
      )}
      {open.length > 0 && (
        <ul className={classes.list} aria-label="Open requests">
          {open.map((request) => (
            <RequestEntry key={request.id} request={request} me={me} onOpenCustomer={onOpenCustomer} />
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <>
          <h2 className={classes.heading}>Ended</h2>
          <ul className={classes.list} aria-label="Ended requests">
            {ended.map((request) => (
              <RequestEntry key={request.id} request={request} me={me} onOpenCustomer={onOpenCustomer} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
