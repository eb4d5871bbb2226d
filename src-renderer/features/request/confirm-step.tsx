/** Shows that it is still the same person who sits here: by their PIN, or by signing in anew. */
import { Anchor, Button, Group, PasswordInput, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { type SignInAttempt, startSignIn } from '#renderer/api/sign-in.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { useSession } from '#renderer/state/session.ts';
import classes from './request.module.css';
import type { useConfirmed } from './use-confirmed.ts';

type Confirming = ReturnType<typeof useConfirmed>;

export function ConfirmStep({ isConfirmed, failed }: Confirming) {
  const hasPin = useSession(({ session }) => session.state === 'signedIn' && session.hasPin);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setSaid('');
    await work().catch((error: unknown) => {
      const { title, detail } = PROBLEM_TEXTS[problemOf(error)];
      setSaid(`${title}. ${detail}`);
    });
    setBusy(false);
  };
  return (
    <section aria-label="Show that it is you" className={classes.confirm}>
      <Text size="sm" fw={600}>
        Show that it is you
      </Text>
      {isConfirmed ? (
        <Text size="sm" role="status">
          <IconCircleCheck size={14} aria-hidden /> You have shown that it is you. That counts for five
          minutes.
        </Text>
      ) : (
        (hasPin && <ByPin busy={busy} attempt={attempt} />) || (
          <BySignIn busy={busy} attempt={attempt} failed={failed} />
        )
      )}
      {said && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {said}
        </Text>
      )}
    </section>
  );
}

type StepProps = { busy: boolean; attempt: (work: () => Promise<void>) => Promise<void> };

function ByPin({ busy, attempt }: StepProps) {
  const [pin, setPin] = useState('');
  const confirm = () => attempt(() => api.session.confirmByPin({ pin })).then(() => setPin(''));
  return (
    <Group align="flex-end" gap="xs">
      <PasswordInput
        label="Your PIN"
        autoComplete="off"
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter here gives the PIN; it does not send the form around it.
          event.preventDefault();
          void confirm();
        }}
        style={{ flex: 1 }}
      />
      <Button variant="default" loading={busy} disabled={pin === ''} onClick={confirm}>
        Confirm
      </Button>
    </Group>
  );
}

function BySignIn({ busy, attempt, failed }: StepProps & { failed: boolean }) {
  const [started, setStarted] = useState<SignInAttempt | null>(null);
  const start = () =>
    attempt(async () => {
      setStarted(await startSignIn(() => api.session.confirmBySignIn()));
    });
  return (
    <>
      <Text size="sm">You have no PIN on this computer, so sign in once more. This needs a connection.</Text>
      <Group gap="xs">
        <Button variant="default" loading={busy} onClick={start}>
          Sign in again
        </Button>
        {started && (
          <Anchor size="sm" href={started.url} target="_blank" rel="noreferrer">
            Open the sign-in page
          </Anchor>
        )}
      </Group>
      {failed && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          That sign-in did not show that it is you. Nothing was asked for.
        </Text>
      )}
    </>
  );
}
