/** The buttons of a tickler, and the small form that some of them open. */
import { Button, Group, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { useTicklerDialog } from '#renderer/state/tickler-dialog.ts';
import type { TicklerView } from '#shared/api/tickler.ts';
import { CONTACT_LIMITS } from '#shared/contact/schema.ts';
import { mayDo } from '#shared/contact/tickler-state.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { fromField, toField, tomorrowMorning } from './time-field.ts';
import { useAct } from './use-act.ts';
import { useAssignees } from './use-assignees.ts';

type Step = 'note' | 'postponed' | 'reassigned' | 'resolved';

const STEP_TEXTS: Record<Step, { button: string; label: string; save: string }> = {
  resolved: { button: 'Resolve', label: 'What came of it', save: 'Resolve tickler' },
  note: { button: 'Note', label: 'Note', save: 'Add note' },
  postponed: { button: 'Postpone', label: 'Remind at', save: 'Postpone tickler' },
  reassigned: { button: 'Reassign', label: 'For', save: 'Reassign tickler' },
};
const STEPS: readonly Step[] = ['resolved', 'note', 'postponed', 'reassigned'];

export function TicklerActions({ tickler, me }: { tickler: TicklerView; me: Me }) {
  const [step, setStep] = useState<Step | null>(null);
  const { busy, said, act } = useAct();
  const { id } = tickler;
  const allowed = STEPS.filter((one) => mayDo(tickler, one)).filter(
    (one) => one !== 'reassigned' || may(me.role, 'tickler.reassign'),
  );
  if (step !== null) return <StepForm tickler={tickler} step={step} onDone={() => setStep(null)} />;
  return (
    <Group gap={6} mt={6}>
      {mayDo(tickler, 'started') && (
        <Button
          size="compact-sm"
          loading={busy}
          onClick={() => act((actionId) => api.tickler.start({ id, actionId }))}
        >
          Start
        </Button>
      )}
      {allowed.map((one) => (
        <Button key={one} size="compact-sm" variant="default" onClick={() => setStep(one)}>
          {STEP_TEXTS[one].button}
        </Button>
      ))}
      {mayDo(tickler, 'reopened') && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => useTicklerDialog.getState().open({ ...tickler, reopens: id })}
        >
          Reopen
        </Button>
      )}
      {said && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {said}
        </Text>
      )}
    </Group>
  );
}

type StepFormProps = { tickler: TicklerView; step: Step; onDone: () => void };

function StepForm({ tickler: { id }, step, onDone }: StepFormProps) {
  const { busy, said, act } = useAct();
  const assignees = useAssignees();
  const [value, setValue] = useState(() => firstValue(step));
  const { label, save } = STEP_TEXTS[step];
  const run = (actionId: string): Promise<void> => {
    const which = { id, actionId };
    if (step === 'note') return api.tickler.note({ ...which, text: value });
    if (step === 'resolved') return api.tickler.resolve({ ...which, resolution: value });
    if (step === 'reassigned') return api.tickler.reassign({ ...which, to: assignees.choiceOf(value) });
    return api.tickler.postpone({ ...which, remindAt: fromField(value) ?? '' });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() !== '' && (await act(run))) onDone();
  };
  return (
    <form onSubmit={submit}>
      {step === 'reassigned' && (
        <NativeSelect
          label={label}
          data={assignees.data}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          autoFocus
        />
      )}
      {step === 'postponed' && (
        <TextInput
          type="datetime-local"
          label={label}
          required
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          autoFocus
        />
      )}
      {(step === 'note' || step === 'resolved') && (
        <Textarea
          label={label}
          autosize
          minRows={2}
          required
          maxLength={CONTACT_LIMITS.text}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          autoFocus
        />
      )}
      <Group gap={6} mt={6}>
        <Button size="compact-sm" type="submit" loading={busy}>
          {save}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          Cancel
        </Button>
        {said && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {said}
          </Text>
        )}
      </Group>
    </form>
  );
}

function firstValue(step: Step): string {
  if (step === 'postponed') return toField(tomorrowMorning(new Date()));
  return step === 'reassigned' ? 'rule' : '';
}
