/** The page of a locked desk: the PIN, how many tries are left in words, and the ways round it. */
import { Button, Group, PasswordInput, Text, Title } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { triesText } from '#renderer/app/texts/store.ts';
import { FullPage } from '#renderer/components/full-page.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { SessionState } from '#shared/api/session.ts';
import { OtherAccount } from './other-account.tsx';
import { RemedyDialog } from './remedy-dialog.tsx';
import { useSecondsUntil } from './use-seconds-until.ts';

type LockedState = Extract<SessionState, { state: 'locked' }>;

export function UnlockPage({ session }: { session: LockedState }) {
  const [forgotten, setForgotten] = useState(false);
  return (
    <FullPage>
      <Title order={1}>Callbook is locked</Title>
      <Text c="dimmed">What you typed and what waits to be sent is safe on this computer.</Text>
      <PinForm session={session} />
      <Group gap="xs">
        <OtherAccount />
        <Button variant="subtle" onClick={() => setForgotten(true)}>
          I forgot my PIN
        </Button>
      </Group>
      <RemedyDialog
        opened={forgotten}
        remedy="setAside"
        unsent={session.unsent}
        needsPin={false}
        onClose={() => setForgotten(false)}
      />
    </FullPage>
  );
}

function PinForm({ session }: { session: LockedState }) {
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const waits = useSecondsUntil(session.retryAt);
  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    if (pin === '' || waits > 0) return;
    setBusy(true);
    setProblem(null);
    await api.session.unlock({ pin }).catch((error) => {
      const code = problemOf(error);
      if (code !== 'PIN_WRONG' && code !== 'PIN_WAIT') setProblem(code);
      setPin('');
      field.current?.focus();
    });
    setBusy(false);
  };
  return (
    <form onSubmit={unlock} style={{ width: '100%' }}>
      {problem && <ProblemPanel code={problem} />}
      <PasswordInput
        ref={field}
        label="PIN"
        size="md"
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        error={triesText(session.failed, waits)}
        errorProps={{ role: 'alert' }}
        autoComplete="off"
        maxLength={64}
        data-autofocus
        autoFocus
        visibilityToggleButtonProps={{ 'aria-label': 'Show the PIN' }}
      />
      <Button type="submit" size="md" mt="md" loading={busy} disabled={waits > 0}>
        Unlock
      </Button>
    </form>
  );
}
