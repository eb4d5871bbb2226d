/** The hold on a customer: whether there is one, placing it, ending it. Nothing about who is held is erased. */
import { Button, Group, Modal, NativeSelect, Skeleton, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { calendarDate, dayTime } from '#renderer/app/texts/format.ts';
import { HOLD_TEXTS } from '#renderer/app/texts/request.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { type HoldWish, useHoldDialog } from '#renderer/state/requests.ts';
import type { LegalHold } from '#shared/request/legal-hold.ts';
import { choicesOf, FormEnd } from './choices.tsx';
import classes from './request.module.css';
import { useSend } from './use-send.ts';

const REVIEW_MS = 90 * 86_400_000;

export function HoldDialog() {
  const { wish, close } = useHoldDialog();
  return (
    <Modal
      opened={wish !== null}
      onClose={close}
      title={wish ? `Legal hold ${wish.number}` : ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {wish && <Hold key={wish.customerId} wish={wish} onDone={close} />}
    </Modal>
  );
}

type Asked = { hold: LegalHold | null } | { problem: ProblemCode } | null;
type HoldProps = { wish: HoldWish; onDone: () => void };

function Hold({ wish, onDone }: HoldProps) {
  const [asked, setAsked] = useState<Asked>(null);
  const { customerId } = wish;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    api.request.hold({ customerId }, { signal }).then(setAsked, (error: unknown) => {
      if (!signal.aborted) setAsked({ problem: problemOf(error) });
    });
    return () => controller.abort();
  }, [customerId]);
  if (!asked) return <Skeleton height={90} aria-hidden />;
  if ('problem' in asked) return <ProblemPanel code={asked.problem} />;
  if (asked.hold) return <EndHold hold={asked.hold} wish={wish} onDone={onDone} />;
  return <PlaceHold wish={wish} onDone={onDone} />;
}

function EndHold({ hold, wish, onDone }: HoldProps & { hold: LegalHold }) {
  const { busy, said, send } = useSend();
  const { customerId } = wish;
  const end = async () => {
    if (await send(() => api.request.endHold({ customerId }))) onDone();
  };
  return (
    <>
      <Text size="sm">
        Held since {dayTime(new Date(hold.placedAt))} by {hold.placedByName}: {HOLD_TEXTS[hold.reason]}. To be
        looked at again {calendarDate(hold.reviewAt.slice(0, 10))}; it does not end by itself.
      </Text>
      <Text size="sm" mt="xs">
        When it ends, requests to be forgotten that waited for it wait for approval again.
      </Text>
      {said && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mt="xs">
          {said}
        </Text>
      )}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onDone} data-autofocus>
          Leave it
        </Button>
        <Button loading={busy} onClick={end}>
          End the hold
        </Button>
      </Group>
    </>
  );
}

function PlaceHold({ wish, onDone }: HoldProps) {
  const [reason, setReason] = useState<LegalHold['reason']>('legalClaim');
  const [review, setReview] = useState(() => new Date(Date.now() + REVIEW_MS).toISOString().slice(0, 10));
  const { busy, said, send } = useSend();
  const { customerId } = wish;
  const isReady = !Number.isNaN(Date.parse(review));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const reviewAt = `${review}T00:00:00.000Z`;
    if (isReady && (await send(() => api.request.placeHold({ customerId, reason, reviewAt })))) onDone();
  };
  return (
    <form onSubmit={save} className={classes.form}>
      <Text size="sm">
        While a customer is held nothing about them is erased. Who asks to be forgotten is restricted instead,
        and the request waits until the hold ends. What was approved and has not begun stops.
      </Text>
      <NativeSelect
        label="Why"
        data={choicesOf(HOLD_TEXTS)}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as LegalHold['reason'])}
        data-autofocus
      />
      <TextInput
        label="Look at it again on"
        type="date"
        value={review}
        onChange={(event) => setReview(event.currentTarget.value)}
      />
      <FormEnd said={said} busy={busy} disabled={!isReady} label="Place the hold" onCancel={onDone} />
    </form>
  );
}
