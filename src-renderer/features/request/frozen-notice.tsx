/** Stands where a customer is frozen by a request: that it was asked for, how it stands, and that nothing is done yet. */
import { Button, Group, Text } from '@mantine/core';
import { clockTime } from '#renderer/app/texts/format.ts';
import { requestSentence } from '#renderer/app/texts/request.ts';
import { useRequests } from '#renderer/state/requests.ts';
import { hasEnded } from '#shared/request/machine.ts';
import classes from './request.module.css';

type FrozenProps = { customerId: string; number: string; onShowRequests: () => void };

export function FrozenNotice({ customerId, number, onShowRequests }: FrozenProps) {
  const requests = useRequests((state) => state.requests) ?? [];
  const request = requests.find(
    (one) => one.customerId === customerId && one.kind === 'forget' && !hasEnded(one.state),
  );
  return (
    <section className={classes.notice} aria-label="Request to be forgotten">
      <h1 className={classes.heading}>{number}</h1>
      <Text fw={600}>
        {request
          ? `Forget requested ${clockTime(new Date(request.createdAt))} by ${request.createdByName}`
          : 'Forget requested'}
      </Text>
      <Text size="sm">{request ? `${requestSentence(request)}.` : ''}</Text>
      <Text size="sm">
        Nothing is erased yet. Until it is decided the customer is hidden here and nothing can be written
        about them.
      </Text>
      <Group mt="xs">
        <Button variant="default" size="compact-sm" onClick={onShowRequests}>
          Show requests
        </Button>
      </Group>
    </section>
  );
}
