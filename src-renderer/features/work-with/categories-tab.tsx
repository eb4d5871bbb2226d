/** Work with Profile Categories: the list, and the form of one. */
import { Button, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { type ItemOf, useItems } from '#renderer/state/configuration.ts';
import { mayWrite } from '#shared/configuration/permission.ts';
import type { ProfileCategory } from '#shared/configuration/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { CategoryDialog } from './category-dialog.tsx';
import { useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

export type CategoryDraft = { id: string; rev: string; entry: ProfileCategory };

const NEW_CATEGORY: ProfileCategory = {
  kind: 'category',
  code: '',
  description: '',
  required: false,
  order: 0,
  active: true,
  responses: [],
};

export function CategoriesTab({ me }: { me: Me }) {
  const items = useItems('category').toSorted(
    (a, b) => a.entry.order - b.entry.order || (a.entry.code < b.entry.code ? -1 : 1),
  );
  const [draft, setDraft] = useState<CategoryDraft | null>(null);
  const isOnline = useIsOnline();
  const mayEdit = mayWrite(me.role, 'category');
  const add = () => setDraft({ id: uuid(), rev: '', entry: { ...NEW_CATEGORY, order: nextOrder(items) } });
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <Text size="sm" c="dimmed">
          What the profile drawer asks about a customer, in this order.
        </Text>
        {mayEdit && (
          <Button leftSection={<IconPlus size={14} />} onClick={add} disabled={!isOnline}>
            New category
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <EmptyNote title="No category is defined">
          <Text size="sm">Until one has a response, customers have no profile drawer.</Text>
        </EmptyNote>
      ) : (
        <CategoryTable items={items} onOpen={setDraft} />
      )}
      <CategoryDialog
        key={draft?.id}
        draft={draft}
        others={items.filter(({ id }) => id !== draft?.id).map(({ entry }) => entry)}
        readOnly={!mayEdit || !isOnline}
        mayCount={may(me.role, 'customer.read')}
        onClose={() => setDraft(null)}
      />
    </div>
  );
}

function CategoryTable({
  items,
  onOpen,
}: {
  items: readonly ItemOf<'category'>[];
  onOpen: (item: CategoryDraft) => void;
}) {
  return (
    <div className={classes.table}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Order</Table.Th>
            <Table.Th>Code</Table.Th>
            <Table.Th>Description</Table.Th>
            <Table.Th>Required</Table.Th>
            <Table.Th>Responses</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th aria-label="Open" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.id}>
              <Table.Td>{item.entry.order}</Table.Td>
              <Table.Td className={classes.code}>{item.entry.code}</Table.Td>
              <Table.Td>{item.entry.description}</Table.Td>
              <Table.Td>{item.entry.required ? 'Required' : 'Optional'}</Table.Td>
              <Table.Td>{item.entry.responses.filter(({ active }) => active).length}</Table.Td>
              <Table.Td>{item.entry.active ? 'Active' : 'Archived'}</Table.Td>
              <Table.Td ta="right">
                <Button variant="subtle" onClick={() => onOpen(item)} aria-label={`Open ${item.entry.code}`}>
                  Open
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function nextOrder(items: readonly ItemOf<'category'>[]): number {
  return Math.max(0, ...items.map(({ entry }) => entry.order)) + 10;
}
