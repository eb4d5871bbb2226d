/** One tickler: what, when, whose, its history, and what may be done with it. */
import { Anchor } from '@mantine/core';
import { IconAlarm, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import {
  actionText,
  assigneeText,
  DUE_TEXTS,
  openText,
  TICKLER_STATUS_TEXTS,
} from '#renderer/app/texts/contact.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import { useNow } from '#renderer/components/use-now.ts';
import { useProcedure, useReasonText } from '#renderer/state/reasons.ts';
import type { TicklerView } from '#shared/api/tickler.ts';
import { dueState } from '#shared/contact/due.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import classes from './tickler.module.css';
import { TicklerActions } from './tickler-actions.tsx';
import { endOfDay } from './time-field.ts';

type TicklerItemProps = {
  tickler: TicklerView;
  me: Me;
  /** Shows whose customer it is, and opens them. */
  onOpenCustomer?: (id: string, name: string) => void;
  /** What stands first, such as a box to choose it by. */
  choice?: ReactNode;
};

export function TicklerItem({ tickler, me, onOpenCustomer, choice }: TicklerItemProps) {
  const now = useNow();
  const reasonText = useReasonText('tickler');
  const procedure = useProcedure(tickler.reasonCode);
  const due = dueState(tickler, now, endOfDay(now));
  const { type, ref } = tickler.relatedTo;
  const facts = [
    tickler.status === 'resolved' ? tickler.resolution : `Remind ${dayTime(new Date(tickler.remindAt))}`,
    `Priority ${tickler.priority}`,
    assigneeText(tickler),
    openText(tickler, now),
    ref && `About the ${type} ${ref}`,
  ];
  return (
    <li className={classes.item} data-due={due}>
      <div className={classes.head}>
        {choice}
        {onOpenCustomer && (
          <Anchor
            component="button"
            type="button"
            onClick={() => onOpenCustomer(tickler.customerId, tickler.customerName)}
          >
            {tickler.customerName || 'Customer not on this computer'}
          </Anchor>
        )}
        <span className={classes.what}>{reasonText(tickler.reasonCode) || 'Tickler'}</span>
        {DUE_TEXTS[due] && (
          <StatusBadge icon={IconAlarm} text={DUE_TEXTS[due]} tone={due === 'today' ? 'accent' : 'warn'} />
        )}
        <StatusBadge
          icon={tickler.status === 'resolved' ? IconCircleCheck : IconClockHour4}
          text={TICKLER_STATUS_TEXTS[tickler.status]}
          tone={tickler.status === 'resolved' ? 'good' : 'neutral'}
        />
        {tickler.waiting && <StatusBadge icon={IconClockHour4} text="Waiting to be sent" tone="warn" />}
      </div>
      <div className={classes.text} dir="auto">
        {tickler.text}
      </div>
      <div className={classes.quiet}>{facts.filter(Boolean).join(' · ')}</div>
      {procedure && tickler.status !== 'resolved' && (
        <details>
          <summary className={classes.quiet}>What to do</summary>
          <div className={classes.text}>{procedure}</div>
        </details>
      )}
      <History tickler={tickler} />
      {may(me.role, 'tickler.work') && <TicklerActions tickler={tickler} me={me} />}
    </li>
  );
}

function History({ tickler: { actions } }: { tickler: TicklerView }) {
  const timeText = (at: string) => dayTime(new Date(at));
  return (
    <details>
      <summary className={classes.quiet}>History ({actions.length})</summary>
      <ol className={classes.history}>
        {actions.map((action) => (
          <li key={action.id}>
            {timeText(action.at)}: {action.by} {actionText(action, timeText)}
          </li>
        ))}
      </ol>
    </details>
  );
}
