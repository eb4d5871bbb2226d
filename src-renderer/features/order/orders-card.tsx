/** What a customer ordered, was quoted and sent back, as another system last said. Nothing of it is changed here. */
import { Button, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { calendarDate, dayTime } from '#renderer/app/texts/format.ts';
import { emptyText, ORDER_TYPE_TEXTS } from '#renderer/app/texts/order.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { Card } from '#renderer/components/card.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { KeptOrders, OrderView } from '#shared/api/order.ts';
import { historyState } from '#shared/order/cached-period.ts';
import { ORDER_TYPES } from '#shared/order/schema.ts';
import classes from './order.module.css';
import { OrderItem } from './order-item.tsx';
import { type OlderOrders, useOlderOrders } from './use-older-orders.ts';

type OrdersCardProps = {
  customerId: string;
  timeZone: string;
  /** Left out for who makes no ticklers. */
  onTickler?: ((order: OrderView) => void) | undefined;
};

export function OrdersCard({ customerId, timeZone, onTickler }: OrdersCardProps) {
  const { live, retry } = useLive(customerId, (signal) => api.order.watch({ customerId }, { signal }));
  const older = useOlderOrders(customerId);
  const [type, setType] = useState<OrderView['type']>('order');
  return (
    <Card
      title="Orders, quotes and returns"
      aside={
        <Button.Group>
          {ORDER_TYPES.map((one) => (
            <Button
              key={one}
              size="compact-sm"
              variant={one === type ? 'filled' : 'default'}
              aria-pressed={one === type}
              onClick={() => setType(one)}
            >
              {ORDER_TYPE_TEXTS[one]}
            </Button>
          ))}
        </Button.Group>
      }
    >
      {live.state === 'problem' && <ProblemPanel code={live.code} onRetry={retry} />}
      {live.state === 'loading' && <Skeleton height={40} aria-hidden />}
      {live.state === 'ready' && (
        <History kept={live.value} older={older} type={type} timeZone={timeZone} onTickler={onTickler} />
      )}
    </Card>
  );
}

type HistoryProps = Pick<OrdersCardProps, 'timeZone' | 'onTickler'> & {
  kept: KeptOrders;
  older: OlderOrders;
  type: OrderView['type'];
};

function History({ kept, older, type, timeZone, onTickler }: HistoryProps) {
  const isAsked = (order: OrderView) => order.type === type;
  const here = kept.orders.filter(isAsked);
  const old = older.orders?.filter(isAsked) ?? null;
  const shown = [...here, ...(old ?? [])];
  const state = historyState({
    kept: here.length,
    isComplete: kept.isComplete,
    older: old === null ? null : old.length,
  });
  const since = calendarDate(kept.keptSince.slice(0, 10));
  const what = ORDER_TYPE_TEXTS[type].toLowerCase();
  const asOf = shown.map((order) => order.asOf).toSorted()[0];
  return (
    <>
      <div role="status">
        {state !== 'some' && (
          <Text size="sm" c="dimmed">
            {emptyText(state, what, since)}
          </Text>
        )}
        {asOf && <div className={classes.quiet}>As of {dayTime(new Date(asOf))}</div>}
      </div>
      <ul className={classes.list} aria-label={ORDER_TYPE_TEXTS[type]}>
        {shown.map((order) => (
          <OrderItem key={order.id} order={order} timeZone={timeZone} onTickler={onTickler} />
        ))}
      </ul>
      <Older older={older} what={what} since={since} />
    </>
  );
}

function Older({ older, what, since }: { older: OlderOrders; what: string; since: string }) {
  if (older.orders !== null) return null;
  return (
    <>
      <Button size="compact-sm" variant="subtle" mt={6} loading={older.busy} onClick={older.load}>
        Load {what} from before {since}
      </Button>
      {older.problem && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          Older {what} could not be loaded. {PROBLEM_TEXTS[older.problem].title}. Try again.
        </Text>
      )}
    </>
  );
}
