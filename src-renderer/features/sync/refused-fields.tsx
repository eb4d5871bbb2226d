/** Which fields of a new customer the server did not take, and why. */
import { List, Text } from '@mantine/core';
import { changeName } from '#renderer/app/texts/changes.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { useEntries } from '#renderer/state/configuration.ts';
import type { RefusedRegistration } from '#shared/api/sync.ts';
import { labelIn } from '#shared/profile/attribute-label.ts';

export function RefusedFields({ registration: { issues } }: { registration: RefusedRegistration }) {
  const definitions = useEntries('attribute');
  const nameOf = (path: string) => {
    const definition = definitions.find(({ key }) => path === `attributes.${key}`);
    return definition ? labelIn(definition, navigator.language) : changeName(path);
  };
  return (
    <>
      <Text size="sm">The customer is not registered. All that you typed is kept here.</Text>
      {issues.length > 0 && (
        <List size="sm" aria-label="Fields that were not accepted">
          {issues.map(({ path, code }) => (
            <List.Item key={`${path} ${code}`}>
              <b>{nameOf(path)}</b>: {ISSUE_TEXTS[code]}
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}
