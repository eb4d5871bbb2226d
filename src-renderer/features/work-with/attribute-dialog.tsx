/** One definition. Once it was active, what may not change any more is shown and cannot be typed in. */
import {
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { ATTRIBUTE_TYPE_TEXTS, PII_TEXTS } from '#renderer/app/texts/configuration.ts';
import { ROLE_TEXTS } from '#renderer/app/texts/roles.ts';
import { AttributeInput } from '#renderer/components/attribute-input.tsx';
import { useControls } from '#renderer/state/configuration.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { attributeDefinitionIssues } from '#shared/configuration/attribute.ts';
import type { Approver } from '#shared/configuration/commands.ts';
import { isFrozen } from '#shared/configuration/lifecycle.ts';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { AttributeKey } from '#shared/profile/schema.ts';
import type { AttributeDraft } from './attributes-tab.tsx';
import { EntryForm } from './entry-form.tsx';
import { errorAt } from './issue-text.ts';
import { LabelsInput } from './labels-input.tsx';
import { OptionLabelsInput } from './option-labels-input.tsx';
import { optionsFrom } from './options-from.ts';
import { TryIt } from './try-it.tsx';
import { useCommand } from './use-command.ts';
import classes from './work-with.module.css';

type AttributeDialogProps = {
  draft: AttributeDraft | null;
  others: readonly AttributeDefinition[];
  readOnly: boolean;
  onClose: () => void;
};

export function AttributeDialog({ draft, onClose, ...rest }: AttributeDialogProps) {
  return (
    <Modal
      opened={draft !== null}
      onClose={onClose}
      size="lg"
      title={draft?.rev ? `Attribute ${draft.entry.label}` : 'New attribute'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {draft && <AttributeForm draft={draft} onClose={onClose} {...rest} />}
    </Modal>
  );
}

function AttributeForm({
  draft,
  others,
  readOnly,
  onClose,
}: AttributeDialogProps & { draft: AttributeDraft }) {
  const [entry, setEntry] = useState(draft.entry);
  const command = useCommand();
  const change = (part: Partial<AttributeDefinition>) => setEntry((before) => ({ ...before, ...part }));
  const isFinal = readOnly || isFrozen(draft.entry);
  const save = () => {
    const stored = draft.rev === '' ? null : draft.entry;
    const found = [...keyIssues(entry), ...attributeDefinitionIssues(entry, stored, others)];
    if (found.length > 0) return command.refuse(found);
    const given = { id: draft.id, rev: draft.rev, entry };
    return command.run(() => api.configuration.save(given), `${entry.label} saved`, onClose);
  };
  const section = { entry, change, issues: command.issues };
  return (
    <EntryForm command={command} readOnly={readOnly} onSave={save} onClose={onClose}>
      <FinalFields {...section} readOnly={isFinal} />
      <SoftFields {...section} readOnly={readOnly} />
      <ExtraFields {...section} readOnly={readOnly} />
      {!isFrozen(draft.entry) && <TryIt definition={entry} />}
      {!isFrozen(draft.entry) && <ApproverField {...section} readOnly={readOnly} />}
    </EntryForm>
  );
}

type FieldsProps = {
  entry: AttributeDefinition;
  change: (part: Partial<AttributeDefinition>) => void;
  issues: readonly FieldIssue[];
  readOnly: boolean;
};

function FinalFields({ entry, change, issues, readOnly }: FieldsProps) {
  return (
    <div className={classes.pair}>
      <TextInput
        label="Key"
        description="Small letters, digits and _; final once active"
        value={entry.key}
        maxLength={48}
        onChange={(event) => change({ key: event.currentTarget.value })}
        readOnly={readOnly}
        data-autofocus={!readOnly}
        {...errorAt(issues, 'key')}
      />
      <Select
        label="Type"
        description="Final once active"
        data={Object.entries(ATTRIBUTE_TYPE_TEXTS).map(([value, label]) => ({ value, label }))}
        value={entry.type}
        onChange={(type) => type && change({ type: type as AttributeDefinition['type'] })}
        allowDeselect={false}
        readOnly={readOnly}
        {...errorAt(issues, 'type')}
      />
    </div>
  );
}

function SoftFields({ entry, change, issues, readOnly }: FieldsProps) {
  const isList = entry.type === 'enum' || entry.type === 'multiEnum';
  const isNumber = entry.type === 'integer' || entry.type === 'decimal';
  return (
    <>
      <TextInput
        label="Label"
        value={entry.label}
        maxLength={120}
        onChange={(event) => change({ label: event.currentTarget.value })}
        readOnly={readOnly}
        {...errorAt(issues, 'label')}
      />
      <Textarea
        size="xs"
        label="Help"
        value={entry.help}
        maxLength={500}
        onChange={(event) => change({ help: event.currentTarget.value })}
        readOnly={readOnly}
      />
      {isList && (
        <TagsInput
          size="xs"
          label="Choices"
          description="Enter adds one. What was in use once is archived, not deleted."
          value={entry.options.filter(({ archived }) => !archived).map(({ label }) => label)}
          onChange={(labels) => change({ options: optionsFrom(entry.options, labels, isFrozen(entry)) })}
          readOnly={readOnly}
          {...errorAt(issues, 'options')}
        />
      )}
      {isNumber && <LimitFields entry={entry} change={change} issues={issues} readOnly={readOnly} />}
      <div className={classes.pair}>
        <Select
          label="Kind of data"
          data={Object.entries(PII_TEXTS).map(([value, label]) => ({ value, label }))}
          value={entry.piiClass}
          onChange={(value) => value && change({ piiClass: value as AttributeDefinition['piiClass'] })}
          allowDeselect={false}
          readOnly={readOnly || isFrozen(entry)}
          {...errorAt(issues, 'piiClass')}
        />
        <Switch
          label="Required"
          checked={entry.required}
          onChange={(event) => change({ required: event.currentTarget.checked })}
          disabled={readOnly}
          {...errorAt(issues, 'required')}
        />
      </div>
    </>
  );
}

function LimitFields({ entry, change, issues, readOnly }: FieldsProps) {
  return (
    <div className={classes.pair}>
      {(['min', 'max'] as const).map((limit) => (
        <NumberInput
          key={limit}
          size="xs"
          label={limit === 'min' ? 'Smallest' : 'Largest'}
          value={entry[limit] ?? ''}
          onChange={(value) => change({ [limit]: value === '' ? null : Number(value) })}
          readOnly={readOnly}
          {...errorAt(issues, limit)}
        />
      ))}
    </div>
  );
}

/** What it is called elsewhere, what a profile begins with, and whether two customers may have the same. */
function ExtraFields({ entry, change, issues, readOnly }: FieldsProps) {
  const common = { id: 'attribute-default', label: 'A profile begins with', withAsterisk: false, readOnly };
  return (
    <>
      <LabelsInput
        label="Labels in other languages"
        example="de: Schuhgröße"
        labels={entry.labels}
        readOnly={readOnly}
        onChange={(labels) => change({ labels })}
      />
      {entry.options.length > 0 && (
        <OptionLabelsInput
          options={entry.options}
          readOnly={readOnly}
          onChange={(options) => change({ options })}
        />
      )}
      <AttributeInput
        key={entry.type}
        definition={entry}
        value={entry.defaultValue}
        onChange={(defaultValue) => change({ defaultValue })}
        common={{ ...common, ...errorAt(issues, 'defaultValue') }}
      />
      <Switch
        label="No two customers have the same"
        checked={entry.unique}
        onChange={(event) => change({ unique: event.currentTarget.checked })}
        disabled={readOnly}
        {...errorAt(issues, 'unique')}
      />
    </>
  );
}

function ApproverField({ entry, change, issues, readOnly }: FieldsProps) {
  const [known, setKnown] = useState<readonly Approver[]>([]);
  const needed = useControls().APPROVALS;
  useEffect(() => {
    api.configuration.approvers().then(setKnown, () => undefined);
  }, []);
  const named = entry.approvers.filter((sub) => !known.some((one) => one.sub === sub));
  const choices = [
    ...known.map(({ sub, name, role }) => ({ value: sub, label: `${name}, ${ROLE_TEXTS[role]}` })),
    ...named.map((sub) => ({ value: sub, label: entry.names[sub] ?? sub })),
  ];
  return (
    <MultiSelect
      size="xs"
      label="Approvers"
      description={`${needed === 0 ? 'All' : needed} of them must approve; whoever proposes it cannot`}
      data={choices}
      value={entry.approvers}
      onChange={(approvers) => change({ approvers })}
      readOnly={readOnly}
      searchable
      {...errorAt(issues, 'approvers')}
    />
  );
}

function keyIssues({ key }: AttributeDefinition): FieldIssue[] {
  if (AttributeKey.safeParse(key).success) return [];
  return [{ path: 'key', code: key === '' ? 'required' : 'format' }];
}
