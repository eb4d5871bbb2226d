/** The numbers, the primary one first and marked; what another customer has too is marked as such. */
import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconStar } from '@tabler/icons-react';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import type { IdentifierElement } from '#shared/customer/contact-points.ts';
import { alternatesOf, mayDeleteAlternate } from '#shared/profile/alternate.ts';
import classes from './profile.module.css';

type AlternateListProps = {
  identifiers: readonly IdentifierElement[];
  label: string;
  readOnly: boolean;
  /** The control I84: the primary number may not be deleted. */
  keepPrimary: boolean;
  onPrimary: (id: string) => void;
  onRemove: (id: string) => void;
};

export function AlternateList(props: AlternateListProps) {
  const { identifiers, label, readOnly, keepPrimary, onPrimary, onRemove } = props;
  const alternates = alternatesOf(identifiers);
  if (alternates.length === 0) return <Text c="dimmed">None yet.</Text>;
  return (
    <ul className={classes.list} aria-label={label}>
      {alternates.map((one) => (
        <li key={one.id} className={classes.item}>
          <Group gap={8}>
            <span className={classes.value}>{one.value}</span>
            {one.primary && <StatusBadge icon={IconStar} text="Primary" tone="accent" />}
            {one.contested && (
              <StatusBadge icon={IconAlertTriangle} text="Another customer has it too" tone="warn" />
            )}
          </Group>
          {!readOnly && (
            <Group gap={4}>
              {!one.primary && (
                <Button variant="subtle" onClick={() => onPrimary(one.id)}>
                  Make {one.value} primary
                </Button>
              )}
              {mayDeleteAlternate(one, keepPrimary) && (
                <Button variant="subtle" color="red" onClick={() => onRemove(one.id)}>
                  Delete {one.value}
                </Button>
              )}
            </Group>
          )}
        </li>
      ))}
      {keepPrimary && (
        <Text size="sm" c="dimmed">
          The primary number cannot be deleted. Make another one primary first.
        </Text>
      )}
    </ul>
  );
}
