/** One request in the list: what, for whom, how it stands, and what can be done about it. */
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconClockHour4 } from '@tabler/icons-react';
import { api } from '#renderer/api/client.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { dueText, REQUEST_KIND_TEXTS, requestSentence } from '#renderer/app/texts/request.ts';
import { type BadgeIcon, type BadgeTone, StatusBadge } from '#renderer/components/status-badge.tsx';
import { useNow } from '#renderer/components/use-now.ts';
import type { RequestView } from '#shared/api/request.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { Decisions } from './decisions.tsx';
import classes from './request.module.css';
import { saveCertificate, saveExport } from './save-file.ts';
import { useSend } from './use-send.ts';

type Look = { icon: BadgeIcon; tone: BadgeTone; text: string };

const WAITS = { icon: IconClockHour4, tone: 'warn' } as const;
const LOOKS: Record<RequestView['state'], Look> = {
  queued: { ...WAITS, text: 'Queued' },
  sent: { ...WAITS, text: 'Sent' },
  accepted: { ...WAITS, tone: 'accent', text: 'With the server' },
  done: { icon: IconCircleCheck, tone: 'good', text: 'Done' },
  rejected: { icon: IconCircleX, tone: 'bad', text: 'Refused' },
  expired: { icon: IconCircleX, tone: 'neutral', text: 'Expired' },
  cancelled: { icon: IconCircleX, tone: 'neutral', text: 'Taken back' },
};

type EntryProps = { request: RequestView; me: Me; onOpenCustomer: (id: string, title: string) => void };

export function RequestEntry({ request, me, onOpenCustomer }: EntryProps) {
  const now = useNow();
  const { id, kind, state, customerId, customerNumber, reference, overdue, late } = request;
  const { busy, said, send } = useSend();
  const due = dueText(request, now);
  return (
    <li className={classes.item} data-alarm={overdue || late || undefined}>
      <div className={classes.head}>
        <span className={classes.what}>{REQUEST_KIND_TEXTS[kind]}</span>
        {customerNumber && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onOpenCustomer(customerId, customerNumber)}
          >
            {customerNumber}
          </Button>
        )}
        <StatusBadge {...LOOKS[state]} />
        {reference && <span className={classes.quiet}>{reference}</span>}
        {due && <span className={classes.quiet}>{due}</span>}
      </div>
      <div>{requestSentence(request)}</div>
      {overdue && (
        <StatusBadge
          icon={IconAlertTriangle}
          tone="bad"
          text="Not sent for more than four hours, while the legal time runs. Connect this computer, or tell your privacy officer."
        />
      )}
      {late && (
        <StatusBadge
          icon={IconAlertTriangle}
          tone="bad"
          text="Waited more than four hours on a computer before it was sent; the legal time ran meanwhile."
        />
      )}
      <div className={classes.quiet}>
        Asked by {request.createdByName} on {dayTime(new Date(request.createdAt))}
      </div>
      <Group gap="xs" mt={4}>
        {request.cancellable && (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={() => send(() => api.request.cancel({ id }))}
          >
            Take back
          </Button>
        )}
        {kind === 'forget' && state === 'done' && (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={() => send(() => saveCertificate(request))}
          >
            Certificate
          </Button>
        )}
        {kind === 'dataExport' && state === 'done' && may(me.role, 'request.privacy') && (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={() => send(() => saveExport(request))}
          >
            Save export
          </Button>
        )}
        {kind === 'forget' && state === 'accepted' && <Decisions request={request} me={me} />}
      </Group>
      {said && (
        <div role="alert" className={classes.quiet}>
          {said}
        </div>
      )}
    </li>
  );
}
