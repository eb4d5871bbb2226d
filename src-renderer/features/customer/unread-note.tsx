/** What is not shown of a customer because of the user's role, so that nobody takes it for unknown. */
import { Text } from '@mantine/core';
import { fieldsText } from '#renderer/app/texts/customer.ts';
import { useUnread } from '#renderer/state/layouts.ts';

export function UnreadNote() {
  const unread = useUnread();
  if (unread.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      Not shown to your role, and not on this computer: {fieldsText(unread)}.
    </Text>
  );
}
