/** Asks before the data gets a new key, and says afterwards what came of it. */
import { Button, Group, Modal, PasswordInput, Text } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useNotices } from '#renderer/state/notices.ts';
import { useSession } from '#renderer/state/session.ts';

export function RenewKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Renew the key of the data?"
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <RenewForm onClose={onClose} />
    </Modal>
  );
}

function RenewForm({ onClose }: { onClose: () => void }) {
  const hasPin = useSession(({ session }) => session.state === 'signedIn' && session.hasPin);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const isShown = useIsShown();
  const field = useRef<HTMLInputElement>(null);
  const renew = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const failed = await renewKey(hasPin ? pin : undefined);
    setBusy(false);
    if (failed && isShown()) {
      setProblem(failed);
      setPin('');
      field.current?.focus();
      return;
    }
    tellRenewed(failed);
    onClose();
  };
  return (
    <form onSubmit={renew}>
      {problem && <ProblemPanel code={problem} />}
      <Text>
        Callbook encrypts everything on this computer anew: whoever got hold of the old key can then no longer
        open it. It closes meanwhile and opens by itself, and needs as much free space as the data takes. What
        you typed and what waits to be sent is kept.
      </Text>
      {hasPin && (
        <PasswordInput
          ref={field}
          label="PIN"
          mt="sm"
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
          autoComplete="off"
          maxLength={64}
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show the PIN' }}
        />
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
        <Button type="submit" loading={busy}>
          Renew the key
        </Button>
      </Group>
    </form>
  );
}

/** The desk, with this dialog, is closed while the key is renewed: the result then needs another place. */
function useIsShown(): () => boolean {
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return () => shown.current;
}

/** Null when it was renewed. */
async function renewKey(currentPin: string | undefined): Promise<ProblemCode | null> {
  try {
    await api.session.renewKey(currentPin === undefined ? {} : { currentPin });
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

function tellRenewed(failed: ProblemCode | null): void {
  const { tell } = useNotices.getState();
  if (failed) tell({ tone: 'attention', ...PROBLEM_TEXTS[failed] });
  else tell({ tone: 'good', title: 'The data on this computer has a new key' });
}
