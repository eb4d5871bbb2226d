/** Why a change is made: offered always, asked for where the change and the control of it say so. */
import { Autocomplete } from '@mantine/core';
import { WHY_CHOICES } from '#renderer/app/texts/fields.ts';
import classes from './edit.module.css';
import { fieldProps } from './field.ts';
import type { CustomerForm } from './use-customer-form.ts';

export function WhyInput({ form: { why, setWhy, usualWhy, issues } }: { form: CustomerForm }) {
  const text = textOf(usualWhy);
  return (
    <Autocomplete
      className={classes.why}
      aria-label={text}
      aria-required={usualWhy === ''}
      placeholder={text}
      data={WHY_CHOICES}
      value={why}
      onChange={setWhy}
      maxLength={500}
      {...fieldProps('why', issues)}
    />
  );
}

function textOf(usualWhy: string | null): string {
  if (usualWhy === null) return 'Why, optional';
  return usualWhy === '' ? 'Why (needed to save)' : `Why? Else: ${usualWhy}`;
}
