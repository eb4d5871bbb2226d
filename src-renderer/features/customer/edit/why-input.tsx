/** Why a change is made: offered always, asked for where the change and the control of it say so. */
import { Autocomplete, Group } from '@mantine/core';
import { WHY_CHOICES } from '#renderer/app/texts/fields.ts';
import { KeyHint } from '#renderer/components/key-hint.tsx';
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
      aria-keyshortcuts={WHY_CHOICES.map((_, at) => `Alt+${at + 1}`).join(' ')}
      data={WHY_CHOICES}
      renderOption={({ option }) => (
        <Group justify="space-between" flex={1} wrap="nowrap">
          {option.value}
          <KeyHint keys={`Alt ${WHY_CHOICES.indexOf(option.value) + 1}`} />
        </Group>
      )}
      value={why}
      onChange={setWhy}
      maxLength={500}
      {...fieldProps('why', issues)}
    />
  );
}

/** The usual reason that a key stands for, from anywhere in the form. */
export function whyOfKey({ altKey, code }: Pick<KeyboardEvent, 'altKey' | 'code'>): string | undefined {
  return altKey ? WHY_CHOICES.find((_, at) => code === `Digit${at + 1}`) : undefined;
}

function textOf(usualWhy: string | null): string {
  if (usualWhy === null) return 'Why, optional';
  return usualWhy === '' ? 'Why (needed to save)' : `Why? Else: ${usualWhy}`;
}
