/** The input of one custom attribute, by its type. What is emptied is cleared: null, which is sent on. */

import { Group, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { currencyChoices } from '#renderer/app/texts/format.ts';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { labelIn } from '#shared/profile/attribute-label.ts';
import type { AttributeValue } from '#shared/profile/schema.ts';
import { localMoment, momentOf } from './local-moment.ts';

type Common = {
  id: string;
  error?: string;
  label: string;
  description?: string;
  withAsterisk: boolean;
  readOnly: boolean;
};

export type AttributeInputProps = {
  definition: AttributeDefinition;
  value: AttributeValue;
  onChange: (value: AttributeValue) => void;
  common: Common;
};

export function AttributeInput(props: AttributeInputProps) {
  const Input = INPUTS[props.definition.type];
  return <Input {...props} />;
}

const INPUTS: Record<AttributeDefinition['type'], (props: AttributeInputProps) => ReactNode> = {
  string: TextValue,
  email: TextValue,
  phone: TextValue,
  url: TextValue,
  decimal: TextValue,
  text: LongText,
  integer: WholeNumber,
  boolean: YesNo,
  date: DateValue,
  datetime: MomentValue,
  enum: OneOf,
  multiEnum: SeveralOf,
  money: MoneyValue,
};

const asText = (value: AttributeValue): string => (value === null ? '' : String(value));
const orNull = (text: string): string | null => (text === '' ? null : text);

function TextValue({ definition, value, onChange, common }: AttributeInputProps) {
  return (
    <TextInput
      value={asText(value)}
      onChange={(event) => onChange(orNull(event.currentTarget.value))}
      {...(definition.type === 'decimal' && { inputMode: 'decimal' as const })}
      {...common}
    />
  );
}

function LongText({ value, onChange, common }: AttributeInputProps) {
  return (
    <Textarea
      size="xs"
      autosize
      minRows={2}
      value={asText(value)}
      onChange={(event) => onChange(orNull(event.currentTarget.value))}
      {...common}
    />
  );
}

function WholeNumber({ value, onChange, common }: AttributeInputProps) {
  return (
    <NumberInput
      size="xs"
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
      allowDecimal={false}
      hideControls
      {...common}
    />
  );
}

const YES_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

function YesNo({ value, onChange, common }: AttributeInputProps) {
  return (
    <Select
      data={YES_NO}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : chosen === 'true')}
      clearable={!common.readOnly}
      clearButtonProps={{ 'aria-label': `Clear ${common.label}` }}
      placeholder="Not known"
      {...common}
    />
  );
}

/** An amount and its currency, kept as one text such as `12.50 EUR`. */
function MoneyValue({ value, onChange, common }: AttributeInputProps) {
  const [amount = '', currency = ''] = asText(value).split(' ');
  const put = (next: string, unit: string) => onChange(next === '' && unit === '' ? null : `${next} ${unit}`);
  return (
    <Group gap={6} align="flex-start" wrap="nowrap">
      <TextInput
        inputMode="decimal"
        value={amount}
        onChange={(event) => put(event.currentTarget.value.replace(/\s/gu, ''), currency)}
        {...common}
      />
      <Select
        aria-label={`Currency of ${common.label}`}
        data={currencies()}
        value={currency === '' ? null : currency}
        onChange={(unit) => put(amount, unit ?? '')}
        searchable
        readOnly={common.readOnly}
        placeholder="Currency"
        mt="auto"
        w={130}
      />
    </Group>
  );
}

let offered: ReturnType<typeof currencyChoices> | undefined;
function currencies() {
  offered ??= currencyChoices();
  return offered;
}

function DateValue({ value, onChange, common }: AttributeInputProps) {
  return (
    <TextInput
      type="date"
      value={asText(value)}
      onChange={(event) => onChange(orNull(event.currentTarget.value))}
      {...common}
    />
  );
}

function MomentValue({ value, onChange, common }: AttributeInputProps) {
  return (
    <TextInput
      type="datetime-local"
      value={typeof value === 'string' ? localMoment(value) : ''}
      onChange={(event) => onChange(momentOf(event.currentTarget.value))}
      {...common}
    />
  );
}

function OneOf({ definition, value, onChange, common }: AttributeInputProps) {
  return (
    <Select
      data={choices(definition, typeof value === 'string' ? [value] : [])}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
      searchable
      clearable={!common.readOnly}
      clearButtonProps={{ 'aria-label': `Clear ${common.label}` }}
      placeholder="Not known"
      {...common}
    />
  );
}

function SeveralOf({ definition, value, onChange, common }: AttributeInputProps) {
  const held = Array.isArray(value) ? value : [];
  return (
    <MultiSelect
      size="xs"
      data={choices(definition, held)}
      value={held}
      onChange={(chosen) => onChange(chosen.length === 0 ? null : chosen)}
      searchable
      {...common}
    />
  );
}

/** What may be chosen, and what is held although it is archived. */
function choices({ options }: AttributeDefinition, held: readonly string[]) {
  return options
    .filter(({ key, archived }) => !archived || held.includes(key))
    .map((option) => ({
      value: option.key,
      label: optionText(option, navigator.language),
    }));
}

function optionText(option: AttributeDefinition['options'][number], language: string): string {
  const label = labelIn(option, language);
  return option.archived ? `${label} (no longer offered)` : label;
}
