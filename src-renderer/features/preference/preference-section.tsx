/** The preferences in the dialog: kind, purpose, value, and for dietary needs why they may be kept. */
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { v7 as uuid } from 'uuid';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import {
  CHANNEL_TEXTS,
  PREFERENCE_HINTS,
  PREFERENCE_KIND_TEXTS,
  PURPOSE_TEXTS,
} from '#renderer/app/texts/preference.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { CHANNELS, PREFERENCE_KINDS, PreferenceElement, PURPOSES } from '#shared/preference/schema.ts';
import classes from './preference.module.css';
import { inputId, type PreferenceForm } from './use-preference-form.ts';

const KINDS = PREFERENCE_KINDS.map((value) => ({ value, label: PREFERENCE_KIND_TEXTS[value] }));
const FOR = [...PURPOSES, 'any' as const].map((value) => ({ value, label: PURPOSE_TEXTS[value] }));
const CHANNEL_OPTIONS = CHANNELS.map((value) => ({ value, label: CHANNEL_TEXTS[value] }));

export function PreferenceSection({ form: { values, issues, change } }: { form: PreferenceForm }) {
  const { preferences } = values;
  const set = (at: number, part: Partial<PreferenceElement>) =>
    change({ preferences: preferences.map((one, place) => (place === at ? { ...one, ...part } : one)) });
  const add = () => {
    const added = PreferenceElement.parse({ id: uuid(), kind: 'channel', purpose: 'any', value: 'email' });
    change({ preferences: [...preferences, added] });
  };
  return (
    <fieldset className={classes.section}>
      <legend className={classes.legend}>Preferences</legend>
      {preferences.map((preference, at) => (
        <PreferenceRow
          key={preference.id}
          preference={preference}
          at={at}
          issues={issues}
          onChange={(part) => set(at, part)}
          onRemove={() => change({ preferences: preferences.filter((_, place) => place !== at) })}
        />
      ))}
      <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add}>
        Add preference
      </Button>
    </fieldset>
  );
}

type PreferenceRowProps = {
  preference: PreferenceElement;
  at: number;
  issues: readonly FieldIssue[];
  onChange: (part: Partial<PreferenceElement>) => void;
  onRemove: () => void;
};

function PreferenceRow({ preference, at, issues, onChange, onRemove }: PreferenceRowProps) {
  const { kind, purpose, reason } = preference;
  const error = (field: string) => {
    const code = issues.find(({ path }) => path === `preferences.${at}.${field}`)?.code;
    return code && (field === 'consentId' ? NO_CONSENT : ISSUE_TEXTS[code]);
  };
  return (
    <div className={classes.row}>
      <NativeSelect
        label="Kind"
        data={KINDS}
        value={kind}
        onChange={({ currentTarget }) => {
          const next = currentTarget.value as PreferenceElement['kind'];
          onChange({ kind: next, value: isChannelKind(next) ? 'email' : '' });
        }}
      />
      <ValueInput preference={preference} at={at} error={error('value')} onChange={onChange} />
      <NativeSelect
        label="For"
        data={FOR}
        value={purpose}
        onChange={({ currentTarget }) => onChange({ purpose: currentTarget.value as typeof purpose })}
      />
      {kind === 'dietary' && (
        <TextInput
          id={inputId(`preferences.${at}.reason`)}
          label="Why it is kept"
          value={reason}
          error={error('reason') ?? error('consentId')}
          onChange={({ currentTarget }) => onChange({ reason: currentTarget.value })}
        />
      )}
      <ActionIcon variant="subtle" color="gray" onClick={onRemove} aria-label={`Remove preference ${at + 1}`}>
        <IconTrash size={15} />
      </ActionIcon>
    </div>
  );
}

const NO_CONSENT = 'Dietary needs may be kept only with consent: add one for dietary needs below.';

type ValueInputProps = Pick<PreferenceRowProps, 'preference' | 'at' | 'onChange'> & {
  error: string | undefined;
};

function ValueInput({ preference: { kind, value }, at, error, onChange }: ValueInputProps) {
  const id = inputId(`preferences.${at}.value`);
  if (isChannelKind(kind)) {
    return (
      <NativeSelect
        id={id}
        label="Channel"
        data={CHANNEL_OPTIONS}
        value={value}
        error={error}
        onChange={({ currentTarget }) => onChange({ value: currentTarget.value })}
      />
    );
  }
  return (
    <TextInput
      id={id}
      label="What"
      placeholder={PREFERENCE_HINTS[kind]}
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange({ value: currentTarget.value })}
    />
  );
}

function isChannelKind(kind: PreferenceElement['kind']): boolean {
  return kind === 'channel' || kind === 'avoidChannel';
}
