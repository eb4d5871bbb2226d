/** Makes a tickler: why, what, when, how urgent, whose. A time that is over is asked about once. */
import { Button, Group, Modal, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { PRIORITY_TEXTS } from '#renderer/app/texts/contact.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { useReasons } from '#renderer/state/reasons.ts';
import { type TicklerWish, useTicklerDialog } from '#renderer/state/tickler-dialog.ts';
import { hasCardNumber } from '#shared/comment/card-numbers.ts';
import { CONTACT_LIMITS } from '#shared/contact/schema.ts';
import { fromField, toField, tomorrowMorning } from './time-field.ts';
import { useAct } from './use-act.ts';
import { useAssignees } from './use-assignees.ts';

export function TicklerDialog() {
  const { wish, close } = useTicklerDialog();
  return (
    <Modal
      opened={wish !== null}
      onClose={close}
      title={wish?.reopens ? 'Reopen the tickler' : 'New tickler'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {wish && <TicklerForm wish={wish} onDone={close} />}
    </Modal>
  );
}

function TicklerForm({ wish, onDone }: { wish: TicklerWish; onDone: () => void }) {
  const reasons = useReasons('tickler');
  const assignees = useAssignees();
  const { busy, said, act } = useAct();
  const [fields, setFields] = useState({
    reasonCode: wish.reasonCode,
    text: wish.text,
    priority: wish.priority,
    remindAt: toField(tomorrowMorning(new Date())),
    to: 'rule',
  });
  const [pastAsked, setPastAsked] = useState(false);
  const set = (change: Partial<typeof fields>) => setFields((now) => ({ ...now, ...change }));
  const remindAt = fromField(fields.remindAt);
  const textError = hasCardNumber(fields.text) ? ISSUE_TEXTS.cardNumber : null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (remindAt === null || textError !== null) return;
    if (Date.parse(remindAt) < Date.now() && !pastAsked) return setPastAsked(true);
    const { reasonCode, text, priority, to } = fields;
    const { customerId, relatedTo, reopens } = wish;
    const given = { customerId, relatedTo, reopens, reasonCode, text, priority, remindAt };
    if (await act((id) => api.tickler.create({ id, ...given, to: assignees.choiceOf(to) }))) onDone();
  };
  return (
    <form onSubmit={save}>
      {wish.relatedTo.ref && (
        <Text size="sm" c="dimmed">
          About the {wish.relatedTo.type} {wish.relatedTo.ref}
        </Text>
      )}
      {reasons.length > 0 && (
        <NativeSelect
          label="Reason"
          data={[{ value: '', label: 'No reason' }, ...reasons]}
          value={fields.reasonCode}
          onChange={(event) => set({ reasonCode: event.currentTarget.value })}
          data-autofocus
        />
      )}
      <Textarea
        label="What is to be done"
        autosize
        minRows={2}
        maxLength={CONTACT_LIMITS.text}
        value={fields.text}
        error={textError}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label="Remind at"
        required
        value={fields.remindAt}
        error={pastAsked && 'This time is over: the tickler is due at once. Save again to keep it.'}
        onChange={(event) => set({ remindAt: event.currentTarget.value })}
      />
      <NativeSelect
        label="Priority"
        data={Object.entries(PRIORITY_TEXTS).map(([value, label]) => ({ value, label }))}
        value={String(fields.priority)}
        onChange={(event) => set({ priority: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        label="For"
        data={assignees.data}
        value={fields.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      {said && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mt="xs">
          {said}
        </Text>
      )}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Save tickler
        </Button>
      </Group>
    </form>
  );
}
