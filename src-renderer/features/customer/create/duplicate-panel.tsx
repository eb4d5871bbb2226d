/** Customers who may be the one in the form, and why. A warning: it never keeps anybody from saving. */
import { Button, Group, Text } from '@mantine/core';
import { DUPLICATE_TEXTS } from '#renderer/app/texts/fields.ts';
import type { Duplicate } from '#shared/api/customer.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import classes from '../edit/edit.module.css';

type DuplicatePanelProps = {
  duplicates: readonly Duplicate[];
  mine: CustomerEditable;
  change: (part: Partial<CustomerEditable>) => void;
  onOpen: (id: string, title: string) => void;
};

export function DuplicatePanel({ duplicates, mine, change, onOpen }: DuplicatePanelProps) {
  return (
    <div role="status" aria-label="Possible duplicates">
      {duplicates.length > 0 && (
        <div className={classes.elsewhere}>
          <Text size="sm" fw={600}>
            This customer may be here already
          </Text>
          <ul className={classes.duplicates}>
            {duplicates.map(({ hit, reasons }) => (
              <li key={hit.id}>
                <span>
                  {hit.name || hit.organisation} · {hit.number}
                  {hit.city && ` · ${hit.city}`}
                </span>
                <Text size="sm" component="span" c="dimmed">
                  {reasons.map((reason) => DUPLICATE_TEXTS[reason]).join(', ')}
                </Text>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Open ${hit.name || hit.number}`}
                  onClick={() => onOpen(hit.id, hit.name || hit.number)}
                >
                  Open
                </Button>
              </li>
            ))}
          </ul>
          {duplicates.some(({ reasons }) => reasons.includes('email') || reasons.includes('phone')) && (
            <Group gap="xs">
              <Button size="compact-sm" variant="subtle" onClick={() => change(asHousehold(mine))}>
                It is a household: they share these
              </Button>
            </Group>
          )}
        </div>
      )}
    </div>
  );
}

/** A point that several people use is no sign of a duplicate, here and for whoever comes later. */
function asHousehold({ emails, phones }: CustomerEditable): Partial<CustomerEditable> {
  return {
    emails: emails.map((email) => ({ ...email, shared: true })),
    phones: phones.map((phone) => ({ ...phone, shared: true })),
  };
}
