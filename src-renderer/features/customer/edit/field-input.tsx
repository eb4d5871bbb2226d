/** The input of one field of the registry, by its kind. Lists have sections of their own. */
import { Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { choicesOf, labelText } from '#renderer/app/texts/fields.ts';
import {
  type Choice,
  currencyChoices,
  languageChoices,
  languageName,
  timeZoneChoices,
} from '#renderer/app/texts/format.ts';
import { type FieldKind, partWith, valueAt } from '#shared/customer/field-registry.ts';
import { CUSTOMER_LIMITS } from '#shared/customer/limits.ts';
import type { Birth } from '#shared/customer/person.ts';
import { BirthInput } from './birth-input.tsx';
import { CountInput } from './count-input.tsx';
import classes from './edit.module.css';
import { fieldProps, type SectionProps, type ShownField } from './field.ts';
import { ModelInput } from './model-input.tsx';
import { OrganisationInput } from './organisation-input.tsx';
import { PhotoInput } from './photo-input.tsx';

type FieldInputProps = SectionProps & { field: ShownField };

/** What every input of the form is labelled and marked with. */
export type CommonProps = ReturnType<typeof fieldProps> & {
  label: string;
  readOnly: boolean;
  withAsterisk: boolean;
};

/** What each kind of input gets: its value as the form holds it, and how to change it. */
type InputProps = {
  field: ShownField;
  value: unknown;
  set: (value: unknown) => void;
  common: CommonProps;
};

export function FieldInput({ field, mine, issues, change }: FieldInputProps) {
  const { path, kind, readOnly, required } = field;
  const label = labelText(field.label);
  const common = { ...fieldProps(path, issues), label, readOnly, withAsterisk: required };
  if (kind === 'model') return <ModelInput mine={mine} change={change} common={common} />;
  if (kind === 'photo') return <PhotoInput mine={mine} change={change} common={common} />;
  if (kind === 'organisationLink') return <OrganisationInput mine={mine} change={change} common={common} />;
  const set = (value: unknown) => change(partWith(mine, path, value));
  const Input = INPUTS[kind] ?? TextField;
  return (
    <div className={kind === 'longText' || kind === 'words' ? classes.wide : undefined}>
      <Input field={field} value={valueAt(mine, path)} set={set} common={common} />
    </div>
  );
}

const INPUTS: Partial<Record<FieldKind, (props: InputProps) => React.ReactNode>> = {
  longText: LongText,
  choice: ChoiceField,
  language: LanguageField,
  currency: CurrencyField,
  timeZone: TimeZoneField,
  birth: ({ value, set, common }) => <BirthInput value={value as Birth | null} onChange={set} {...common} />,
  count: ({ value, set, common }) => <CountInput value={value as number | null} onChange={set} {...common} />,
  yesNo: YesNoField,
  words: WordsField,
};

function TextField({ value, set, common }: InputProps) {
  return <TextInput value={String(value)} onChange={(event) => set(event.currentTarget.value)} {...common} />;
}

function LongText({ value, set, common }: InputProps) {
  return (
    <Textarea
      value={String(value)}
      onChange={(event) => set(event.currentTarget.value)}
      autosize
      minRows={2}
      {...common}
    />
  );
}

/** Kind and status are always one of theirs; everything else may be left open. */
function ChoiceField(props: InputProps) {
  const { field, value } = props;
  const isOpen = field.choices?.includes('') ?? false;
  return <ChosenField {...props} data={choicesOf(field)} isOpen={isOpen || value === ''} />;
}

function LanguageField(props: InputProps) {
  const own = String(props.value);
  const data = useMemo(() => withOwn(languageChoices(), own, languageName(own)), [own]);
  return <ChosenField {...props} data={data} isOpen />;
}

function CurrencyField(props: InputProps) {
  const own = String(props.value);
  const data = useMemo(() => withOwn(currencyChoices(), own, own), [own]);
  return <ChosenField {...props} data={data} isOpen />;
}

function TimeZoneField(props: InputProps) {
  const own = String(props.value);
  const data = useMemo(() => withOwn(timeZoneChoices(), own, own), [own]);
  return <ChosenField {...props} data={data} isOpen />;
}

function ChosenField({ value, set, common, data, isOpen }: InputProps & { data: Choice[]; isOpen: boolean }) {
  return (
    <Select
      data={data}
      value={value === '' ? null : String(value)}
      onChange={(chosen) => set(chosen ?? '')}
      searchable={data.length > 8}
      clearable={isOpen && !common.readOnly}
      allowDeselect={isOpen}
      clearButtonProps={{ 'aria-label': `Clear ${common.label}` }}
      placeholder="Not known"
      nothingFoundMessage="Nothing like this"
      {...common}
    />
  );
}

const YES_NO: Choice[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

function YesNoField({ value, set, ...props }: InputProps) {
  const text = value === null ? '' : String(value);
  return (
    <ChosenField
      {...props}
      value={text}
      set={(chosen) => set(chosen === '' ? null : chosen === 'true')}
      data={YES_NO}
      isOpen
    />
  );
}

function WordsField({ value, set, common }: InputProps) {
  return (
    <TagsInput
      value={value as string[]}
      onChange={(words) => set(words.map((word) => word.trim()).filter(Boolean))}
      maxTags={CUSTOMER_LIMITS.list}
      placeholder="Type one and press Enter"
      {...common}
    />
  );
}

/** Every choice, and the customer's own where it is none of them. */
function withOwn(choices: Choice[], own: string, label: string): Choice[] {
  if (own === '' || choices.some(({ value }) => value === own)) return choices;
  return [...choices, { value: own, label }];
}
