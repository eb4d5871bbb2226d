/** What changed from what to what, a field a line. */
import { Text } from '@mantine/core';
import { readableChanges } from '#renderer/app/texts/changes.ts';
import type { FieldChange } from '#shared/changes/schema.ts';
import { shownChanges } from '#shared/configuration/hidden.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { useHidden } from '../edit/use-hidden.ts';
import classes from './versions.module.css';

type ChangedFieldsProps = {
  fields: readonly FieldChange[];
  /** What the model of the customer and the layout of the role hide is left out. */
  model: Customer['model'];
  /** Said where nothing that is shown differs. */
  none: string;
};

export function ChangedFields({ fields, model, none }: ChangedFieldsProps) {
  const changes = readableChanges(shownChanges(fields, useHidden(model)));
  if (changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <ul className={classes.fields}>
      {changes.map(({ path, name, from, to }) => (
        <li key={path}>
          <span className={classes.fieldName}>{name}</span>
          <span>
            <del>{from || 'nothing'}</del> <span aria-hidden>→</span> <ins>{to || 'nothing'}</ins>
          </span>
        </li>
      ))}
    </ul>
  );
}
