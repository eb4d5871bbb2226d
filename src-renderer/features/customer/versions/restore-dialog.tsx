/** Asks why before an older version is put back, as a new one. Nothing of the newer ones is lost by it. */
import { Autocomplete, Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { issuesOf, type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { fieldsText } from '#renderer/app/texts/customer.ts';
import { WHY_CHOICES } from '#renderer/app/texts/fields.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useNotices } from '#renderer/state/notices.ts';

type RestoreDialogProps = { customerId: string; version: number; opened: boolean; onClose: () => void };

export function RestoreDialog({ customerId, version, opened, onClose }: RestoreDialogProps) {
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const [invalid, setInvalid] = useState('');
  const restore = async () => {
    setProblem(null);
    try {
      await api.customer.restore({ id: customerId, version, why });
      onClose();
      const detail = `The customer is as after version ${version}, as a new version.`;
      useNotices.getState().tell({ tone: 'good', title: 'Put back', detail });
    } catch (error) {
      setProblem(problemOf(error));
      setInvalid(fieldsText(issuesOf(error).map(({ path }) => path)));
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Go back to version ${version}?`}
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm" mb="sm">
        This makes a new version with the older values. The versions in between stay in the list. Consents and
        the photo stay as they are now.
      </Text>
      <Autocomplete
        label="Why"
        data={WHY_CHOICES}
        value={why}
        onChange={setWhy}
        maxLength={500}
        data-autofocus
      />
      {problem && <ProblemPanel code={problem} />}
      {invalid && <Text size="sm">These older values cannot be saved any more: {invalid}.</Text>}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Keep it as it is
        </Button>
        <Button onClick={() => void restore()}>Go back</Button>
      </Group>
    </Modal>
  );
}
