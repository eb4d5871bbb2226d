/** Asks that a customer be forgotten: why, by whom, how identity was checked, and their number typed out. */
import { NativeSelect, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { calendarDate } from '#renderer/app/texts/format.ts';
import { FORGET_REASON_TEXTS, REGIME_TEXTS, REQUESTER_TEXTS } from '#renderer/app/texts/request.ts';
import type { RequestWish } from '#renderer/state/requests.ts';
import { dueOf } from '#shared/request/expiry.ts';
import { isVerified } from '#shared/request/rules.ts';
import type { RequestPayload } from '#shared/request/schema.ts';
import { type Check, choicesOf, FormEnd, IdentityChecks } from './choices.tsx';
import { Impact } from './impact.tsx';
import classes from './request.module.css';
import { useSend } from './use-send.ts';

type Payload = Extract<RequestPayload, { kind: 'forget' }>;

export function ForgetForm({ wish, onDone }: { wish: RequestWish; onDone: () => void }) {
  const [receivedAt] = useState(() => new Date().toISOString());
  const [fields, setFields] = useState<Omit<Payload, 'receivedAt'>>({
    kind: 'forget',
    reason: 'consentWithdrawn',
    requester: 'person',
    regime: 'gdpr',
    checks: [],
  });
  const [typed, setTyped] = useState('');
  const { busy, said, send } = useSend();
  const set = (change: Partial<typeof fields>) => setFields((now) => ({ ...now, ...change }));
  const payload: Payload = { ...fields, receivedAt };
  const isReady = isVerified(payload) && typed.trim() === wish.number;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { customerId } = wish;
    if (isReady && (await send((id) => api.request.create({ id, customerId, payload })))) onDone();
  };
  return (
    <form onSubmit={save} className={classes.form}>
      <NativeSelect
        label="Why"
        data={choicesOf(FORGET_REASON_TEXTS)}
        value={fields.reason}
        onChange={(event) => set({ reason: event.currentTarget.value as Payload['reason'] })}
        data-autofocus
      />
      <NativeSelect
        label="Who asks"
        data={choicesOf(REQUESTER_TEXTS)}
        value={fields.requester}
        onChange={(event) => set({ requester: event.currentTarget.value as Payload['requester'] })}
      />
      <NativeSelect
        label="Under which law"
        description={`Received now; to be done by ${calendarDate(dueOf(fields.regime, receivedAt).slice(0, 10))}.`}
        data={choicesOf(REGIME_TEXTS)}
        value={fields.regime}
        onChange={(event) => set({ regime: event.currentTarget.value as Payload['regime'] })}
      />
      <IdentityChecks checks={fields.checks} onChange={(checks: Check[]) => set({ checks })} />
      <Impact customerId={wish.customerId} />
      <TextInput
        label={`Type the customer number ${wish.number} to confirm`}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        mt="xs"
      />
      <Text size="sm" mt="xs">
        The customer is hidden on this computer at once. A second person approves before anything is erased,
        and until then it can be taken back.
      </Text>
      <FormEnd said={said} busy={busy} disabled={!isReady} label="Ask to forget" danger onCancel={onDone} />
    </form>
  );
}
