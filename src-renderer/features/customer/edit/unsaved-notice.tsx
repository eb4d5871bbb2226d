/** Offers an edit found after a reload. */
import { Button, Group, Text } from '@mantine/core';
import { dayTime } from '#renderer/app/texts/format.ts';
import { type Edit, useEdits } from '#renderer/state/edits.ts';
import classes from './edit.module.css';

export function UnsavedNotice({ customerId, edit }: { customerId: string; edit: Edit }) {
  const { put, drop } = useEdits();
  return (
    <div className={classes.elsewhere} role="status">
      <Text size="sm">
        You began to change this customer on {dayTime(new Date(edit.startedAt))} and did not save.
      </Text>
      <Group gap="xs" mt={6}>
        <Button variant="default" onClick={() => put(customerId, { ...edit, open: true })}>
          Continue editing
        </Button>
        <Button variant="subtle" color="gray" onClick={() => drop(customerId)}>
          Discard
        </Button>
      </Group>
    </div>
  );
}
