/** The forms of the other requests: what will happen, how identity was checked, and off it goes. */
import { NativeSelect, PasswordInput, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import {
  REGIME_TEXTS,
  REINSTATE_TEXTS,
  REQUESTER_TEXTS,
  RESTRICT_TEXTS,
} from '#renderer/app/texts/request.ts';
import { EditionNote } from '#renderer/components/edition-note.tsx';
import type { RequestWish } from '#renderer/state/requests.ts';
import { useMe } from '#renderer/state/session.ts';
import { mayChange } from '#shared/edition/edition.ts';
import { isVerified } from '#shared/request/rules.ts';
import type { RequestPayload } from '#shared/request/schema.ts';
import { type Check, choicesOf, FormEnd, IdentityChecks } from './choices.tsx';
import { ConfirmStep } from './confirm-step.tsx';
import classes from './request.module.css';
import { useConfirmed } from './use-confirmed.ts';
import { useSend } from './use-send.ts';

type FormProps = { wish: RequestWish; onDone: () => void };

const WHAT_HAPPENS: Record<
  'resetPassword' | 'confirmEmail' | 'enableAccount' | 'restrict' | 'reinstate' | 'dataExport',
  string
> = {
  resetPassword:
    'A link to choose a new password goes to the verified primary e-mail; nobody here sees it. Other verified addresses are told. Without a connection it waits an hour, then it lapses: tell the customer that the mail comes once we are back online.',
  confirmEmail:
    'A link goes to the primary e-mail. Once the customer opens it, within a week, the address counts as verified. Without a connection it waits three days, then it lapses.',
  enableAccount:
    'The lock and its counter are cleared on the server. Without a connection it waits a day, then it lapses.',
  restrict: 'The customer cannot be changed or contacted from now on. Their data stay.',
  reinstate: 'The customer can be changed and contacted again.',
  dataExport:
    'The server puts together all that is kept of the person, to read and as JSON. You fetch it under Requests.',
};

const LABELS = {
  resetPassword: 'Reset password',
  confirmEmail: 'Send the link',
  enableAccount: 'Enable account',
  restrict: 'Restrict',
  reinstate: 'Lift restriction',
  dataExport: 'Ask for export',
} as const;

type SimpleKind = keyof typeof WHAT_HAPPENS;
type Chosen = Pick<Extract<RequestPayload, { kind: 'dataExport' }>, 'requester' | 'regime'> &
  Pick<Extract<RequestPayload, { kind: 'restrict' }>, 'reason'>;

/** The reason that stands there first: the one that is met most often. */
function firstReason(kind: SimpleKind): Chosen['reason'] {
  return kind === 'reinstate' ? 'resolved' : 'objectionPending';
}

export function SimpleForm({ wish, onDone }: FormProps) {
  const kind = wish.kind as SimpleKind;
  const [receivedAt] = useState(() => new Date().toISOString());
  const [checks, setChecks] = useState<Check[]>([]);
  const [of, setOf] = useState<Chosen>({ requester: 'person', regime: 'gdpr', reason: firstReason(kind) });
  const { busy, said, send } = useSend();
  const payload = payloadOf(kind, { checks, receivedAt, emailId: wish.emailId ?? '', ...of });
  const confirmed = useConfirmed();
  const needsProof = kind === 'resetPassword';
  const ask = (id: string) => {
    const { customerId } = wish;
    return needsProof
      ? api.request.resetPassword({ id, customerId, checks })
      : api.request.create({ id, customerId, payload });
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await send(ask)) onDone();
  };
  return (
    <form onSubmit={save} className={classes.form}>
      <Text size="sm">{WHAT_HAPPENS[kind]}</Text>
      {(kind === 'restrict' || kind === 'reinstate') && (
        <NativeSelect
          label="Why"
          description="Kept with the request."
          data={choicesOf(kind === 'restrict' ? RESTRICT_TEXTS : REINSTATE_TEXTS)}
          value={of.reason}
          onChange={(event) => setOf({ ...of, reason: event.currentTarget.value as Chosen['reason'] })}
        />
      )}
      {kind === 'dataExport' && (
        <>
          <NativeSelect
            label="Who asks"
            data={choicesOf(REQUESTER_TEXTS)}
            value={of.requester}
            onChange={(event) =>
              setOf({ ...of, requester: event.currentTarget.value as Chosen['requester'] })
            }
          />
          <NativeSelect
            label="Under which law"
            data={choicesOf(REGIME_TEXTS)}
            value={of.regime}
            onChange={(event) => setOf({ ...of, regime: event.currentTarget.value as Chosen['regime'] })}
          />
        </>
      )}
      {'checks' in payload && <IdentityChecks checks={checks} onChange={setChecks} />}
      {needsProof && <ConfirmStep {...confirmed} />}
      <FormEnd
        said={said}
        busy={busy}
        disabled={!isVerified(payload) || (needsProof && !confirmed.isConfirmed)}
        label={LABELS[kind]}
        onCancel={onDone}
      />
    </form>
  );
}

function payloadOf(
  kind: SimpleKind,
  {
    checks,
    receivedAt,
    emailId,
    requester,
    regime,
    reason,
  }: Chosen & { checks: Check[]; receivedAt: string; emailId: string },
): RequestPayload {
  if (kind === 'restrict' || kind === 'reinstate') return { kind, reason };
  if (kind === 'confirmEmail') return { kind, emailId };
  if (kind !== 'dataExport') return { kind, checks };
  return { kind, requester, regime, receivedAt, checks };
}

const SHORTEST = 10;

export function PartnerForm({ wish, onDone }: FormProps) {
  const [fields, setFields] = useState({ distributor: '', userId: '', password: '', again: '' });
  const { busy, said, send } = useSend();
  const set = (change: Partial<typeof fields>) => setFields((now) => ({ ...now, ...change }));
  const { distributor, userId, password, again } = fields;
  const isKnown = /^[A-Z0-9][A-Z0-9_-]{0,19}$/u.test(distributor);
  const isHeld = !mayChange('partnerAccounts', useMe() ?? {});
  const isReady =
    !isHeld && isKnown && userId.trim() !== '' && password.length >= SHORTEST && password === again;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { customerId } = wish;
    const given = { customerId, distributor, userId, password };
    if (isReady && (await send((id) => api.request.partnerPassword({ id, ...given })))) onDone();
  };
  return (
    <form onSubmit={save} className={classes.form}>
      <Text size="sm">
        The password is sealed on this computer for the server; no computer, this one included, can read it
        again. Without a connection it waits three days.
      </Text>
      <EditionNote feature="partnerAccounts" />
      <TextInput
        label="Distributor"
        description="Their code, such as ACME-NORTH"
        value={distributor}
        error={distributor !== '' && !isKnown && 'Capital letters, digits, - and _'}
        onChange={(event) => set({ distributor: event.currentTarget.value.toUpperCase() })}
        data-autofocus
        disabled={isHeld}
      />
      <TextInput
        label="User ID at the distributor"
        disabled={isHeld}
        autoComplete="off"
        value={userId}
        onChange={(event) => set({ userId: event.currentTarget.value })}
      />
      <PasswordInput
        label="Password"
        disabled={isHeld}
        description={`At least ${SHORTEST} characters`}
        autoComplete="new-password"
        value={password}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <PasswordInput
        label="Password again"
        disabled={isHeld}
        autoComplete="new-password"
        value={again}
        error={again !== '' && again !== password && 'Not the same'}
        onChange={(event) => set({ again: event.currentTarget.value })}
      />
      <FormEnd said={said} busy={busy} disabled={!isReady} label="Save" onCancel={onDone} />
    </form>
  );
}
