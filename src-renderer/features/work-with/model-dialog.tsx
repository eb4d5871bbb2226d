/** One model: what its customers have, what is asked of them, and for whom it is. */
import { Checkbox, Modal, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { KIND_TEXTS } from '#renderer/app/texts/customer.ts';
import { labelText } from '#renderer/app/texts/fields.ts';
import { useEveryEntry } from '#renderer/state/configuration.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { attributeFields } from '#shared/configuration/layout.ts';
import { profileModelIssues } from '#shared/configuration/model.ts';
import { type ConfigurationEntry, definitionsIn, type ProfileModel } from '#shared/configuration/schema.ts';
import { FIELDS } from '#shared/customer/field-registry.ts';
import { CUSTOMER_KINDS } from '#shared/customer/schema.ts';
import { ProfileCode } from '#shared/profile/schema.ts';
import { CodeInput } from './code-input.tsx';
import { EntryForm } from './entry-form.tsx';
import { errorAt } from './issue-text.ts';
import type { ModelDraft } from './models-tab.tsx';
import { useCommand } from './use-command.ts';
import classes from './work-with.module.css';

type ModelDialogProps = { draft: ModelDraft | null; readOnly: boolean; onClose: () => void };

export function ModelDialog({ draft, ...rest }: ModelDialogProps) {
  return (
    <Modal
      opened={draft !== null}
      onClose={rest.onClose}
      size="lg"
      title={draft?.rev ? `Model ${draft.entry.name}, version ${draft.entry.version}` : 'New model'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {draft && <ModelForm draft={draft} {...rest} />}
    </Modal>
  );
}

function ModelForm({ draft, readOnly, onClose }: ModelDialogProps & { draft: ModelDraft }) {
  const [entry, setEntry] = useState(draft.entry);
  const entries = useEveryEntry();
  const command = useCommand();
  const isNew = draft.rev === '';
  const change = (part: Partial<ProfileModel>) => setEntry((before) => ({ ...before, ...part }));
  const save = () => {
    const found = [...codeIssues(entry), ...profileModelIssues(entry, entries)];
    if (found.length > 0) return command.refuse(found);
    const given = { id: draft.id, rev: draft.rev, entry };
    return command.run(() => api.configuration.save(given), `Model ${entry.name} saved`, onClose);
  };
  const remove = () =>
    command.run(
      () => api.configuration.remove({ id: draft.id, rev: draft.rev, kind: 'model' }),
      `Model ${entry.name} deleted`,
      onClose,
    );
  return (
    <EntryForm
      command={command}
      readOnly={readOnly}
      onSave={save}
      onClose={onClose}
      onRemove={isNew ? null : remove}
    >
      <div className={classes.pair}>
        <CodeInput
          code={entry.code}
          isNew={isNew}
          readOnly={readOnly}
          issues={command.issues}
          onChange={(code) => change({ code })}
        />
        <TextInput
          label="Name"
          description="As representatives choose it"
          value={entry.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          maxLength={120}
          readOnly={readOnly}
          {...errorAt(command.issues, 'name')}
        />
      </div>
      {listsOf(entries).map(({ name, label, description, data }) => (
        <MultiSelect
          key={name}
          label={label}
          description={description}
          data={data}
          value={entry[name]}
          onChange={(chosen) => change({ [name]: chosen })}
          readOnly={readOnly}
          searchable
          {...errorAt(command.issues, name)}
        />
      ))}
      <Checkbox
        label="New customers begin with it"
        checked={entry.standard}
        onChange={(event) => change({ standard: event.currentTarget.checked })}
        disabled={readOnly}
      />
      <Checkbox
        label="Offered"
        checked={entry.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
        disabled={readOnly}
      />
    </EntryForm>
  );
}

type ListName = 'kinds' | 'attributes' | 'categories' | 'required' | 'hidden';
type List = {
  name: ListName;
  label: string;
  description: string;
  data: { value: string; label: string }[];
};

function listsOf(entries: readonly ConfigurationEntry[]): List[] {
  const attributes = attributeFields(definitionsIn(entries), navigator.language);
  const fields = FIELDS.map(({ path, label }) => ({ value: path, label: labelText(label) }));
  return [
    {
      name: 'kinds',
      label: 'For',
      description: 'None chosen: for every kind',
      data: CUSTOMER_KINDS.map((value) => ({ value, label: KIND_TEXTS[value] })),
    },
    {
      name: 'attributes',
      label: 'Custom attributes',
      description: 'Customers of this model have these and no others',
      data: attributes.map(({ definition, label }) => ({ value: definition.key, label })),
    },
    {
      name: 'categories',
      label: 'Profile categories',
      description: 'What the profile drawer asks',
      data: entries.flatMap((entry) =>
        entry.kind === 'category' ? [{ value: entry.code, label: entry.description }] : [],
      ),
    },
    { name: 'required', label: 'Needed to save', description: 'Fields of the form', data: fields },
    { name: 'hidden', label: 'Left out', description: 'Fields that its customers do not have', data: fields },
  ];
}

function codeIssues({ code }: ProfileModel): FieldIssue[] {
  if (ProfileCode.safeParse(code).success) return [];
  return [{ path: 'code', code: code === '' ? 'required' : 'format' }];
}
