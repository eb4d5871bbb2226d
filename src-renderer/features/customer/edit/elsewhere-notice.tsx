/** Says quietly that somebody else changed the customer while the form was open. */
import { Text } from '@mantine/core';
import { fieldsText } from '#renderer/app/texts/customer.ts';
import classes from './edit.module.css';
import type { Elsewhere } from './use-edit-form.ts';

export function ElsewhereNotice({ elsewhere: { followed, clashing } }: { elsewhere: Elsewhere }) {
  if (followed.length + clashing.length === 0) return null;
  return (
    <div className={classes.elsewhere} role="status">
      {followed.length > 0 && (
        <Text size="sm">
          Somebody else changed {fieldsText(followed)} meanwhile. The form shows the new values; what you
          typed stays.
        </Text>
      )}
      {clashing.length > 0 && (
        <Text size="sm">
          Somebody else also changed {fieldsText(clashing)}. If you save, their value is kept where both
          differ, and yours goes to the sync centre.
        </Text>
      )}
    </div>
  );
}
