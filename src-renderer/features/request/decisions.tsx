/** What an approver or a privacy officer decides about a request to be forgotten. */
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { HOLD_TEXTS, REJECT_TEXTS } from '#renderer/app/texts/request.ts';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { useHoldDialog } from '#renderer/state/requests.ts';
import type { RequestView } from '#shared/api/request.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import type { DecideRequest, HOLD_REASONS, REJECT_REASONS } from '#shared/request/commands.ts';
import { choicesOf } from './choices.tsx';
import classes from './request.module.css';
import { useSend } from './use-send.ts';

const HOLD_MS = 90 * 86_400_000;

type Asking = 'approve' | 'reject' | 'hold' | 'cancel' | null;

export function Decisions({ request, me }: { request: RequestView; me: Me }) {
  const { id, rev, stage, mine, customerId, customerNumber: number } = request;
  const [asking, setAsking] = useState<Asking>(null);
  const [reject, setReject] = useState<(typeof REJECT_REASONS)[number]>('notVerified');
  const [hold, setHold] = useState<(typeof HOLD_REASONS)[number]>('legalClaim');
  const { busy, said, send } = useSend();
  const decide = (given: Omit<DecideRequest, 'id' | 'rev'>) => {
    setAsking(null);
    void send(() => api.request.decide({ id, rev, ...given }));
  };
  const mayDecide = may(me.role, 'request.decide');
  const isOpen = stage === 'approval' || stage === 'held' || stage === 'scheduled';
  if (!isOpen || !may(me.role, 'request.approve')) return null;
  const until = new Date(Date.now() + HOLD_MS).toISOString();
  return (
    <>
      <Group gap="xs">
        {stage === 'approval' && (
          <Button size="compact-sm" disabled={mine} loading={busy} onClick={() => setAsking('approve')}>
            Approve
          </Button>
        )}
        {stage === 'held' && mayDecide && (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={() => decide({ decision: 'release' })}
          >
            End the hold
          </Button>
        )}
        {stage !== 'held' && mayDecide && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => setAsking('hold')}>
            Hold
          </Button>
        )}
        {mayDecide && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => setAsking('reject')}>
            Refuse
          </Button>
        )}
        {mayDecide && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => setAsking('cancel')}>
            Take back
          </Button>
        )}
        {mayDecide && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => useHoldDialog.getState().open({ customerId, number })}
          >
            Legal hold …
          </Button>
        )}
      </Group>
      {mine && stage === 'approval' && (
        <span className={classes.quiet}>You asked for it, so somebody else approves it.</span>
      )}
      {said && (
        <span role="alert" className={classes.quiet}>
          {said}
        </span>
      )}
      <ConfirmDialog
        opened={asking === 'approve'}
        title="Approve the erasure"
        confirmLabel="Approve"
        cancelLabel="Not now"
        onConfirm={() => decide({ decision: 'approve' })}
        onCancel={() => setAsking(null)}
      >
        The customer is erased on the server and on every computer when the time to take it back is over. That
        cannot be undone.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'cancel'}
        title="Take the request back"
        confirmLabel="Take back"
        cancelLabel="Leave it"
        onConfirm={() => decide({ decision: 'cancel' })}
        onCancel={() => setAsking(null)}
      >
        Nothing is erased, and the customer is as before.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'reject'}
        title="Refuse the request"
        confirmLabel="Refuse"
        cancelLabel="Not now"
        onConfirm={() => decide({ decision: 'reject', reason: reject })}
        onCancel={() => setAsking(null)}
      >
        <NativeSelect
          label="Why"
          data={choicesOf(REJECT_TEXTS)}
          value={reject}
          onChange={(event) => setReject(event.currentTarget.value as typeof reject)}
        />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'hold'}
        title="Put the request on hold"
        confirmLabel="Hold"
        cancelLabel="Not now"
        onConfirm={() => decide({ decision: 'hold', hold: { reason: hold, until } })}
        onCancel={() => setAsking(null)}
      >
        <Text size="sm">The customer stays restricted. You are to look at it again in 90 days.</Text>
        <NativeSelect
          label="Why"
          data={choicesOf(HOLD_TEXTS)}
          value={hold}
          onChange={(event) => setHold(event.currentTarget.value as typeof hold)}
        />
      </ConfirmDialog>
    </>
  );
}
