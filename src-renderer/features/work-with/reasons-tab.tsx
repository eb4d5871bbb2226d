/** Work with codes and templates: what users choose from, with the procedure of a tickler and the text of a template. */
import { Button, Modal, NativeSelect, NumberInput, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { api } from '#renderer/api/client.ts';
import { REASON_LIST_TEXTS } from '#renderer/app/texts/configuration.ts';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { useItems } from '#renderer/state/configuration.ts';
import { mayWrite } from '#shared/configuration/permission.ts';
import { reasonIssues } from '#shared/configuration/reason.ts';
import { REASON_LISTS, type ReasonCode } from '#shared/configuration/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { PROFILE_LIMITS } from '#shared/profile/schema.ts';
import { EntryForm } from './entry-form.tsx';
import { EntryTable } from './entry-table.tsx';
import { errorAt } from './issue-text.ts';
import { useCommand, useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

type Draft = { id: string; rev: string; entry: ReasonCode };

export function ReasonsTab({ me }: { me: Me }) {
  const [list, setList] = useState<ReasonCode['list']>('comment');
  const [draft, setDraft] = useState<Draft | null>(null);
  const isOnline = useIsOnline();
  const every = useItems('reason');
  const items = every
    .filter(({ entry }) => entry.list === list)
    .toSorted((a, b) => a.entry.order - b.entry.order || (a.entry.code < b.entry.code ? -1 : 1));
  const mayEdit = mayWrite(me.role, 'reason');
  const order = Math.max(0, ...items.map(({ entry }) => entry.order)) + 1;
  const fresh = { kind: 'reason' as const, list, code: '', label: '', order, active: true, text: '' };
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <NativeSelect
          label="Which codes"
          data={REASON_LISTS.map((value) => ({ value, label: REASON_LIST_TEXTS[value] }))}
          value={list}
          onChange={(event) =>
            setList(REASON_LISTS.find((one) => one === event.currentTarget.value) ?? 'comment')
          }
        />
        {mayEdit && (
          <Button
            leftSection={<IconPlus size={14} />}
            disabled={!isOnline}
            onClick={() => setDraft({ id: uuid(), rev: '', entry: fresh })}
          >
            {list === 'template' ? 'New template' : 'New code'}
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <EmptyNote title="None is defined" />
      ) : (
        <EntryTable items={items} onOpen={setDraft} columns={COLUMNS} />
      )}
      <Modal
        opened={draft !== null}
        onClose={() => setDraft(null)}
        title={draft?.rev ? `${REASON_LIST_TEXTS[draft.entry.list]}: ${draft.entry.code}` : 'New'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {draft && (
          <ReasonForm
            key={draft.id}
            draft={draft}
            others={every.filter(({ id }) => id !== draft.id).map(({ entry }) => entry)}
            readOnly={!mayEdit || !isOnline}
            onClose={() => setDraft(null)}
          />
        )}
      </Modal>
    </div>
  );
}

const TEXT_LABELS: Partial<Record<ReasonCode['list'], string>> = {
  tickler: 'What to do',
  template: 'Text',
  system: 'What its numbers look like',
};

type FormProps = { draft: Draft; others: readonly ReasonCode[]; readOnly: boolean; onClose: () => void };

function ReasonForm({ draft: { id, rev, entry: stored }, others, readOnly, onClose }: FormProps) {
  const [entry, setEntry] = useState(stored);
  const command = useCommand();
  const change = (part: Partial<ReasonCode>) => setEntry((before) => ({ ...before, ...part }));
  const save = () => {
    const found = reasonIssues(entry, rev === '' ? null : stored, others);
    if (found.length > 0) return command.refuse(found);
    return command.run(() => api.configuration.save({ id, rev, entry }), `${entry.label} saved`, onClose);
  };
  return (
    <EntryForm command={command} readOnly={readOnly} onSave={save} onClose={onClose}>
      <div className={classes.pair}>
        <TextInput
          label="Code"
          description="Capital letters and digits; final once saved"
          value={entry.code}
          maxLength={40}
          onChange={(event) => change({ code: event.currentTarget.value.toUpperCase() })}
          readOnly={readOnly || rev !== ''}
          data-autofocus={rev === ''}
          {...errorAt(command.issues, 'code')}
        />
        <NumberInput
          label="Order"
          value={entry.order}
          onChange={(value) => change({ order: Number(value) || 0 })}
          allowDecimal={false}
          readOnly={readOnly}
        />
      </div>
      <TextInput
        label="Label"
        value={entry.label}
        maxLength={PROFILE_LIMITS.description}
        onChange={(event) => change({ label: event.currentTarget.value })}
        readOnly={readOnly}
        data-autofocus={rev !== ''}
        {...errorAt(command.issues, 'label')}
      />
      {TEXT_LABELS[entry.list] && (
        <Textarea
          label={TEXT_LABELS[entry.list]}
          description={entry.list === 'system' ? '9 a digit, A a letter, * either; empty for any' : undefined}
          value={entry.text}
          maxLength={PROFILE_LIMITS.text}
          autosize
          minRows={3}
          onChange={(event) => change({ text: event.currentTarget.value })}
          readOnly={readOnly}
          {...errorAt(command.issues, 'text')}
        />
      )}
      <Switch
        label="Offered"
        checked={entry.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
        disabled={readOnly}
      />
      <Text size="sm" c="dimmed">
        What is not offered any more stays where it was used.
      </Text>
    </EntryForm>
  );
}

const COLUMNS = {
  Order: ({ order }: ReasonCode) => order,
  Code: ({ code }: ReasonCode) => code,
  Label: ({ label }: ReasonCode) => label,
  State: ({ active }: ReasonCode) => (active ? 'Active' : 'Archived'),
};
