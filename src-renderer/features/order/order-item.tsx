/** One order, quote or return, with its items. Amounts are shown as they were given and never added up. */
import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconAlarmPlus, IconExternalLink, IconHourglassOff } from '@tabler/icons-react';
import { calendarDate, dayTime } from '#renderer/app/texts/format.ts';
import { moneyText, QUOTE_STATE_TEXTS, refundText } from '#renderer/app/texts/order.ts';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import { useNow } from '#renderer/components/use-now.ts';
import type { OrderView } from '#shared/api/order.ts';
import { quoteState } from '#shared/order/expiry.ts';
import classes from './order.module.css';

type OrderItemProps = {
  order: OrderView;
  timeZone: string;
  onTickler?: ((order: OrderView) => void) | undefined;
};

export function OrderItem({ order, timeZone, onTickler }: OrderItemProps) {
  const facts = [
    order.status,
    order.orderNumber && `Order ${order.orderNumber}`,
    order.reason,
    order.disposition,
    refundText(order),
    order.validUntil && `Valid until ${calendarDate(order.validUntil)}`,
  ];
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span className={classes.number}>
          {order.link ? (
            // The host opens it in the browser of the computer, never in this window.
            <a href={order.link} target="_blank" rel="noreferrer" className={classes.link}>
              {order.number}
              <VisuallyHidden> in {order.sourceSystem}, opens in the browser</VisuallyHidden>
              <IconExternalLink size={13} aria-hidden />
            </a>
          ) : (
            order.number
          )}
        </span>
        <time dateTime={order.placedAt}>{dayTime(new Date(order.placedAt))}</time>
        {order.type === 'quote' && <QuoteBadge order={order} timeZone={timeZone} />}
        <span className={classes.total}>{moneyText(order.total, order.currency)}</span>
        {onTickler && (
          <ActionIcon
            size={24}
            variant="subtle"
            color="gray"
            aria-label={`New tickler about ${order.number}`}
            onClick={() => onTickler(order)}
          >
            <IconAlarmPlus size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <div className={classes.quiet}>{facts.filter(Boolean).join(' · ')}</div>
      {order.comments && <div className={classes.comments}>{order.comments}</div>}
      {order.lines.length > 0 && (
        <details>
          <summary className={classes.quiet}>Items ({order.lines.length})</summary>
          <ul className={classes.lines}>
            {order.lines.map(({ sku, description, quantity, price, status }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an order have no other name, and stay as they are
              <li key={at}>
                {quantity} × {description} ({sku}), {moneyText(price, order.currency)}, {status}
              </li>
            ))}
          </ul>
          {order.shipTo && (
            <div className={`${classes.quiet} ${classes.shipTo}`}>Shipped to: {order.shipTo}</div>
          )}
        </details>
      )}
    </li>
  );
}

function QuoteBadge({ order, timeZone }: Pick<OrderItemProps, 'order' | 'timeZone'>) {
  const state = quoteState(order.validUntil, timeZone, useNow());
  const text = QUOTE_STATE_TEXTS[state];
  return text ? (
    <StatusBadge icon={IconHourglassOff} text={text} tone={state === 'expired' ? 'warn' : 'neutral'} />
  ) : null;
}
