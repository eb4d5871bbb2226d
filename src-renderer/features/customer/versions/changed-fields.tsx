/** What changed from what to what, a field a line. */
import { Text } from '@mantine/core';
import { readableChanges } from '#renderer/app/texts/changes.ts';
import type { FieldChange } from '#shared/changes/schema.ts';
import classes from './versions.module.css';

/** `none` is said where nothing differs. */
export function ChangedFields({ fields, none }: { fields: readonly FieldChange[]; none: string }) {
  const changes = readableChanges(fields);
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
