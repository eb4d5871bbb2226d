/** How the customer is called and addressed, and their status. */
import { Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { FIELD_TEXTS, STATUS_TEXTS } from '#renderer/app/texts/customer.ts';
import { languageChoices, languageName } from '#renderer/app/texts/format.ts';
import { CUSTOMER_STATUSES, type CustomerEditable } from '#shared/customer/schema.ts';
import classes from './edit.module.css';
import { fieldProps, type SectionProps } from './field.ts';

const TEXT_FIELDS = ['prefix', 'given', 'family', 'organisation'] as const;
const STATUS_CHOICES = CUSTOMER_STATUSES.map((value) => ({ value, label: STATUS_TEXTS[value] }));

export function NameSection({ mine, issues, change }: SectionProps) {
  const languages = useMemo(() => withOwn(mine.language), [mine.language]);
  return (
    <div className={classes.names}>
      {TEXT_FIELDS.map((field) => (
        <TextInput
          key={field}
          label={FIELD_TEXTS[field]}
          className={classes[field]}
          value={mine[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
          {...fieldProps(field, issues)}
        />
      ))}
      <Select
        label={FIELD_TEXTS.language}
        className={classes.language}
        data={languages}
        value={mine.language || null}
        onChange={(language) => change({ language: language ?? '' })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Clear language' }}
        placeholder="Not known"
        nothingFoundMessage="No such language"
        {...fieldProps('language', issues)}
      />
      <Select
        label={FIELD_TEXTS.status}
        data={STATUS_CHOICES}
        value={mine.status}
        onChange={(status) => status && change({ status: status as CustomerEditable['status'] })}
        allowDeselect={false}
        {...fieldProps('status', issues)}
      />
    </div>
  );
}

/** Every language, and the customer's own where it is none of them. */
function withOwn(own: string) {
  const choices = languageChoices();
  if (own === '' || choices.some(({ value }) => value === own)) return choices;
  return [...choices, { value: own, label: languageName(own) }];
}
