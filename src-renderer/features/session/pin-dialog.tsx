/** Setting, changing and removing the PIN that opens Callbook on this computer. */
import { Button, Group, Modal, PasswordInput, Text } from '@mantine/core';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useNotices } from '#renderer/state/notices.ts';
import { Pin } from '#shared/api/session.ts';

export type PinTask = 'set' | 'change' | 'remove';

const TEXTS: Record<PinTask, { title: string; label: string; done: string }> = {
  set: { title: 'Set a PIN', label: 'Set PIN', done: 'Callbook asks for your PIN from now on' },
  change: { title: 'Change the PIN', label: 'Change PIN', done: 'Your PIN was changed' },
  remove: { title: 'Remove the PIN', label: 'Remove PIN', done: 'Callbook opens without a PIN again' },
};
const MIN_LENGTH = Pin.minLength ?? 0;

export function PinDialog({ task, onClose }: { task: PinTask | null; onClose: () => void }) {
  return (
    <Modal
      opened={task !== null}
      onClose={onClose}
      title={task ? TEXTS[task].title : ''}
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {task && <PinForm task={task} onClose={onClose} />}
    </Modal>
  );
}

function PinForm({ task, onClose }: { task: PinTask; onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const isShort = task !== 'remove' && pin.length < MIN_LENGTH;
  const differs = task !== 'remove' && !isShort && pin !== again;
  const newField = useRef<HTMLInputElement>(null);
  const againField = useRef<HTMLInputElement>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isShort) return newField.current?.focus();
    if (differs) return againField.current?.focus();
    setBusy(true);
    setProblem(null);
    try {
      await send(task, pin, current);
      useNotices.getState().tell({ tone: 'good', title: TEXTS[task].done });
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={save}>
      {problem && <ProblemPanel code={problem} />}
      {task !== 'remove' && (
        <Text size="sm" c="dimmed" mb="xs">
          Callbook then opens only with this PIN. Nobody can tell it to you: without it the data on this
          computer is fetched anew, and what was not sent is lost.
        </Text>
      )}
      {task !== 'set' && <PinField label="PIN so far" value={current} onValue={setCurrent} first />}
      {task !== 'remove' && (
        <>
          <PinField
            label="New PIN"
            field={newField}
            value={pin}
            onValue={setPin}
            first={task === 'set'}
            {...(checked && isShort && { error: `At least ${MIN_LENGTH} characters.` })}
          />
          <PinField
            label="New PIN, once more"
            field={againField}
            value={again}
            onValue={setAgain}
            {...(checked && differs && { error: 'This is not the same PIN.' })}
          />
        </>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          {TEXTS[task].label}
        </Button>
      </Group>
    </form>
  );
}

type PinFieldProps = {
  label: string;
  value: string;
  onValue: (value: string) => void;
  error?: string;
  first?: boolean;
  field?: RefObject<HTMLInputElement | null>;
};

function PinField({ label, value, onValue, error, first, field }: PinFieldProps) {
  return (
    <PasswordInput
      {...(field && { ref: field })}
      label={label}
      mt="sm"
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      error={error}
      autoComplete="off"
      maxLength={64}
      {...(first && { 'data-autofocus': true })}
      visibilityToggleButtonProps={{ 'aria-label': `Show: ${label}` }}
    />
  );
}

function send(task: PinTask, pin: string, currentPin: string): Promise<void> {
  if (task === 'set') return api.session.setPin({ pin });
  if (task === 'change') return api.session.setPin({ pin, currentPin });
  return api.session.removePin({ currentPin });
}
