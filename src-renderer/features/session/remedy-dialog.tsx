/** Asks before a store is set aside or repaired, and says what is lost by it. */
import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { lossText, REMEDY_TEXTS } from '#renderer/app/texts/store.ts';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';

type RemedyDialogProps = {
  opened: boolean;
  remedy: 'setAside' | 'salvage';
  unsent: number | null;
  needsPin: boolean;
  onClose: () => void;
};

export function RemedyDialog({ opened, remedy, unsent, needsPin, onClose }: RemedyDialogProps) {
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const { title, confirm, cancel, done } = REMEDY_TEXTS[remedy];
  const recover = () => {
    setProblem(null);
    api.session.recover({ unsent, ...(needsPin && { pin }) }).catch((error) => setProblem(problemOf(error)));
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={title}
      confirmLabel={confirm}
      cancelLabel={cancel}
      onConfirm={recover}
      onCancel={onClose}
    >
      {problem && <ProblemPanel code={problem} />}
      <Text>{done}</Text>
      <Text fw={600} mt="sm">
        {lossText(remedy, unsent)}
      </Text>
      {needsPin && (
        <PasswordInput
          label="PIN"
          mt="sm"
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && recover()}
          autoComplete="off"
          maxLength={64}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the PIN' }}
        />
      )}
    </ConfirmDialog>
  );
}
