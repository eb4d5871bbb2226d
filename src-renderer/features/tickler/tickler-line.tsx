/** Says on opening a customer that something is to be done for them. Takes no focus and covers nothing. */
import { Button } from '@mantine/core';
import { IconAlarm } from '@tabler/icons-react';
import { DUE_TEXTS } from '#renderer/app/texts/contact.ts';
import { useNow } from '#renderer/components/use-now.ts';
import { useReasonText } from '#renderer/state/reasons.ts';
import { dueState } from '#shared/contact/due.ts';
import classes from './tickler.module.css';
import { endOfDay } from './time-field.ts';
import type { CustomerTicklers } from './use-customer-ticklers.ts';

export function TicklerLine({
  ticklers: { live },
  onShow,
}: {
  ticklers: CustomerTicklers;
  onShow: () => void;
}) {
  const reasonText = useReasonText('tickler');
  const now = useNow();
  const open = live.state === 'ready' ? live.value.filter(({ status }) => status !== 'resolved') : [];
  const [first] = open;
  return (
    <div role="status">
      {first && (
        <div className={classes.line}>
          <IconAlarm size={16} aria-hidden />
          <span>
            {open.length === 1 ? 'One open tickler' : `${open.length > 9 ? '9+' : open.length} open ticklers`}
            :{' '}
            {[
              reasonText(first.reasonCode) || first.text,
              DUE_TEXTS[dueState(first, now, endOfDay(now))].toLowerCase(),
            ]
              .filter(Boolean)
              .join(', ')}
          </span>
          <Button size="compact-sm" variant="subtle" aria-keyshortcuts="Alt+T" onClick={onShow}>
            Show
          </Button>
        </div>
      )}
    </div>
  );
}
