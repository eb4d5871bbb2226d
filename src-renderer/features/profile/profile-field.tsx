/** One category of the drawer. */
import { Select } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { DrawerField } from '#shared/profile/drawer.ts';
import { profileFieldId } from './field-id.ts';

type ProfileFieldProps = {
  field: DrawerField;
  /** A response code, or '' for blank or not answered. */
  value: string;
  onChange: (value: string) => void;
  issue: FieldIssue | undefined;
  readOnly: boolean;
  autoFocus: boolean;
};

/** No code of a response looks like this; Mantine takes no empty value. */
const BLANK = '-';
const BLANK_LABEL = '(blank)';

export function ProfileField({ field, value, onChange, issue, readOnly, autoFocus }: ProfileFieldProps) {
  const blank = field.blankOffered ? [{ value: BLANK, label: BLANK_LABEL }] : [];
  const choices = field.choices.map(({ value: code, label, legacy }) => ({
    value: code,
    label: legacy ? `${label} (no longer offered)` : label,
  }));
  const options = [...blank, ...choices];
  /** Who types fast presses Enter before the list is drawn: then the first match is chosen, and the form not sent. */
  const chooseTyped = (event: KeyboardEvent<HTMLInputElement>) => {
    const typed = event.currentTarget.value.trim().toLowerCase();
    const labels = options.map(({ label }) => label.toLowerCase());
    const exact = labels.indexOf(typed);
    const match = options[exact >= 0 ? exact : labels.findIndex((label) => label.includes(typed))];
    if (event.key !== 'Enter' || typed === '' || !match || match.value === (value || BLANK)) return;
    event.preventDefault();
    onChange(match.value === BLANK ? '' : match.value);
  };
  return (
    <Select
      id={profileFieldId(field.code)}
      label={field.label}
      withAsterisk={field.required}
      aria-required={field.required}
      data={options}
      onKeyDown={chooseTyped}
      value={value || null}
      onChange={(chosen) => onChange(chosen === BLANK ? '' : (chosen ?? ''))}
      searchable
      openOnFocus={false}
      selectFirstOptionOnChange
      onFocus={(event) => event.currentTarget.select()}
      allowDeselect={false}
      readOnly={readOnly}
      placeholder={readOnly ? 'Not answered' : field.blankOffered ? BLANK_LABEL : 'Choose'}
      nothingFoundMessage="No such answer"
      maxDropdownHeight={320}
      {...(field.source === 'default' && value === field.standard && { description: 'The usual answer' })}
      {...(issue && { error: issue.code === 'required' ? 'This needs an answer.' : ISSUE_TEXTS[issue.code] })}
      {...(autoFocus && { 'data-autofocus': true })}
    />
  );
}
