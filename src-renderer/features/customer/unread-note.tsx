/** What is not shown of a customer because of the user's role, so that nobody takes it for unknown. */
import { Text } from '@mantine/core';
import { labelText } from '#renderer/app/texts/fields.ts';
import { useEntries } from '#renderer/state/configuration.ts';
import { useUnread } from '#renderer/state/layouts.ts';
import { attributeFields } from '#shared/configuration/layout.ts';
import { FIELDS } from '#shared/customer/field-registry.ts';

export function UnreadNote() {
  const unread = useUnread();
  const attributes = attributeFields(useEntries('attribute'), navigator.language);
  const names = [...FIELDS, ...attributes]
    .filter(({ path }) => unread.includes(path))
    .map(({ label }) => labelText(label));
  if (names.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      Not shown to your role, and not on this computer: {new Intl.ListFormat('en').format(names)}.
    </Text>
  );
}
