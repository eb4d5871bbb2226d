/** Work with layouts: how the fields of a customer's form are shown to a role. */
import { Button, Checkbox, Select, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { api } from '#renderer/api/client.ts';
import { labelText } from '#renderer/app/texts/fields.ts';
import { ROLE_TEXTS } from '#renderer/app/texts/roles.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { type ItemOf, useEntries, useItems } from '#renderer/state/configuration.ts';
import {
  ANY_ROLE,
  attributeFields,
  type LayoutField,
  layoutIssues,
  neededPaths,
  REACHING,
} from '#shared/configuration/layout.ts';
import { mayWrite } from '#shared/configuration/permission.ts';
import type { Layout } from '#shared/configuration/schema.ts';
import { FIELDS } from '#shared/customer/field-registry.ts';
import type { Me } from '#shared/permission/me.ts';
import { ROLES } from '#shared/permission/roles.ts';
import { errorAt } from './issue-text.ts';
import { LayoutLabels } from './layout-labels.tsx';
import { useCommand, useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

type Entry = Layout['fields'][number];

const ROLE_CHOICES = [
  { value: ANY_ROLE, label: 'Every role' },
  ...ROLES.map((role) => ({ value: role as string, label: ROLE_TEXTS[role] })),
];

export function LayoutsTab({ me }: { me: Me }) {
  const [role, setRole] = useState<string>(ANY_ROLE);
  const item = useItems('layout').find(({ entry }) => entry.role === role);
  return (
    <div className={classes.panel}>
      <Select
        label="Layout for"
        description="What is set for a role wins over what is set for every role."
        data={ROLE_CHOICES}
        value={role}
        onChange={(chosen) => chosen && setRole(chosen)}
        allowDeselect={false}
        maw={320}
      />
      <LayoutForm key={`${role} ${item?.rev}`} role={role} item={item} me={me} />
    </div>
  );
}

function LayoutForm({ role, item, me }: { role: string; item: ItemOf<'layout'> | undefined; me: Me }) {
  const definitions = useEntries('attribute');
  const fields = [...FIELDS, ...attributeFields(definitions)];
  const [entries, setEntries] = useState(() => allEntries(fields, item?.entry.fields ?? []));
  const command = useCommand();
  const isOnline = useIsOnline();
  const mayEdit = mayWrite(me.role, 'layout');
  const change = (path: string, part: Partial<Entry>) =>
    setEntries((before) => before.map((one) => (one.path === path ? { ...one, ...part } : one)));
  const save = () => {
    const entry: Layout = { kind: 'layout', role, fields: entries };
    const issues = layoutIssues(entry, fields, neededPaths(definitions));
    if (issues.length > 0) return command.refuse(issues);
    const given = { id: item?.id ?? uuid(), rev: item?.rev ?? '', entry };
    return command.run(() => api.configuration.save(given), 'Layout saved');
  };
  return (
    <>
      {command.problem && <ProblemPanel code={command.problem} />}
      <div className={classes.table}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Label instead</Table.Th>
              <Table.Th>Languages</Table.Th>
              <Table.Th>Place</Table.Th>
              <Table.Th>Hidden</Table.Th>
              <Table.Th>Read-only</Table.Th>
              <Table.Th>Required</Table.Th>
              <Table.Th>Plain text</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry, place) => (
              <LayoutRow
                key={entry.path}
                name={nameOf(fields, entry.path)}
                entry={entry}
                disabled={!mayEdit}
                onChange={(part) => change(entry.path, part)}
                {...errorAt(command.issues, `fields.${place}.hidden`)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {mayEdit && (
        <div className={classes.footer}>
          <Button onClick={save} disabled={!isOnline} loading={command.busy}>
            Save layout
          </Button>
        </div>
      )}
    </>
  );
}

type LayoutRowProps = {
  name: string;
  entry: Entry;
  disabled: boolean;
  onChange: (part: Partial<Entry>) => void;
  error?: string;
};

const FLAGS = [
  ['hidden', 'hidden'],
  ['readOnly', 'read-only'],
  ['required', 'required'],
] as const;

function LayoutRow({ name, entry, disabled, onChange, error }: LayoutRowProps) {
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        {error && (
          <Text size="sm" role="alert" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <TextInput
          aria-label={`Label of ${name}`}
          value={entry.label}
          maxLength={120}
          miw={120}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
          disabled={disabled}
        />
      </Table.Td>
      <Table.Td>
        <LayoutLabels
          name={name}
          labels={entry.labels ?? {}}
          disabled={disabled}
          onChange={(labels) => onChange({ labels })}
        />
      </Table.Td>
      <Table.Td>
        <TextInput
          aria-label={`Place of ${name}`}
          value={String(entry.order)}
          inputMode="numeric"
          maxLength={4}
          w={64}
          onChange={(event) => onChange({ order: Number.parseInt(event.currentTarget.value, 10) || 0 })}
          disabled={disabled}
        />
      </Table.Td>
      {FLAGS.map(([flag, text]) => (
        <Table.Td key={flag}>
          <Checkbox
            aria-label={`${name} is ${text}`}
            checked={entry[flag]}
            onChange={(event) => onChange({ [flag]: event.currentTarget.checked })}
            disabled={disabled}
          />
        </Table.Td>
      ))}
      <Table.Td>
        {REACHING.has(entry.path) && (
          <Checkbox
            aria-label={`${name} are plain text, not for calling or writing`}
            checked={entry.asText ?? false}
            onChange={(event) => onChange({ asText: event.currentTarget.checked })}
            disabled={disabled}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** An entry for every field of the form, as it stands or as built, in the order of the form. */
function allEntries(fields: readonly LayoutField[], given: readonly Entry[]): Entry[] {
  return fields.map(({ path, section }, at) => {
    const place = at - fields.findIndex((one) => one.section === section);
    const built = { path, hidden: false, readOnly: false, required: false, label: '', order: place };
    return given.find((entry) => entry.path === path) ?? built;
  });
}

function nameOf(fields: readonly LayoutField[], path: string): string {
  return labelText(fields.find((field) => field.path === path)?.label ?? path);
}
